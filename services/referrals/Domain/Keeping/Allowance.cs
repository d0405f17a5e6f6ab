using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Referrals.Domain.Keeping;

/// <summary>How many places may be kept at once: by an organisation, and of those by one of its people or
/// clients.</summary>
/// <param name="Person">Null: half of the organisation's.</param>
/// <param name="Client">Null: as many as its organisation.</param>
/// <param name="Hotlines">Organisations that place people for all the others.</param>
internal sealed record Allowance(int Organisation, int Hotline, int? Person, int? Client, IReadOnlySet<Guid> Hotlines)
{
    private const int Most = 1_000_000;

    public static Allowance From(IConfiguration configuration)
    {
        var organisation = configuration.GetValue("Allowance:Organisation", 50);
        return new(
            organisation,
            configuration.GetValue("Allowance:Hotline", 3 * organisation),
            configuration.GetValue<int?>("Allowance:Person"),
            configuration.GetValue<int?>("Allowance:Client"),
            Ids(configuration["Allowance:Hotlines"] ?? "").Select(Guid.Parse).ToHashSet()
        );
    }

    public static Setting[] Settings { get; } =
    [
        Setting.Whole("Allowance:Organisation", 1, Most),
        Setting.Whole("Allowance:Hotline", 1, Most),
        Setting.Whole("Allowance:Person", 1, Most),
        Setting.Whole("Allowance:Client", 1, Most),
        new(
            "Allowance:Hotlines",
            "ids of organisations, with ; between them",
            value => Ids(value).All(id => Guid.TryParse(id, out _))
        ),
    ];

    public int OfOrganisation(Guid organisation) => Hotlines.Contains(organisation) ? Hotline : Organisation;

    public int Of(Asker asker) =>
        asker.IsClient
            ? Client ?? OfOrganisation(asker.Organisation)
            : Person ?? (OfOrganisation(asker.Organisation) + 1) / 2;

    private static string[] Ids(string value) =>
        value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
