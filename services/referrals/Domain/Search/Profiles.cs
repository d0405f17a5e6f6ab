using System.Text.Json;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>What decides whether a pool takes somebody. Many pools share a profile, so a query judges each profile
/// once, not each pool.</summary>
/// <param name="Hours">Null: the hours cannot be read.</param>
/// <param name="Unit">What its pools count.</param>
/// <param name="Offers">The codes of its trade that the ranking asks for: the kind of stay, and services.</param>
internal sealed record Profile(
    Eligibility Eligibility,
    IntakeHours? Hours,
    string Unit,
    string Access,
    IReadOnlyList<string> Offers
)
{
    private static readonly string[] Asked = ["stay", "services"];

    public bool Gives(string code) => Offers.Contains(code);

    public static IReadOnlyList<string> OffersOf(string? trade)
    {
        if (trade is null)
            return [];
        var members = JsonElement.Parse(trade);
        return [.. Asked.SelectMany(name => members.TryGetProperty(name, out var codes) ? TextsOf(codes) : [])];
    }

    private static IEnumerable<string> TextsOf(JsonElement codes) =>
        codes.ValueKind switch
        {
            JsonValueKind.String => [codes.GetString()!],
            JsonValueKind.Array => codes.EnumerateArray().SelectMany(TextsOf),
            _ => [],
        };

    /// <summary>Without members that no rule reads and in which pools often differ.</summary>
    public static Eligibility Judged(Eligibility eligibility) =>
        eligibility with
        {
            MaxStayDays = null,
            OpenRegime = null,
            Fee = null,
            NightContact = null,
            Excludes = null,
        };
}

/// <summary>Numbers profiles from 0 as they are met and keeps them: there are far fewer than pools. Used by the writer
/// alone.</summary>
internal sealed class Profiles
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>By number; replaced, never changed, when one is added.</summary>
    public Profile[] All { get; private set; } = [];

    public int NumberOf(AvailabilityChanged pool)
    {
        var profile = new Profile(
            Profile.Judged(pool.Eligibility),
            IntakeHours.Parse(pool.Eligibility.IntakeHours),
            pool.Capacity.Unit,
            pool.Access,
            Profile.OffersOf(pool.Trade)
        );
        // Records compare lists by reference; their JSON compares them by content.
        var key = JsonSerializer.Serialize(profile);
        if (_numbers.TryGetValue(key, out var number))
            return number;
        number = All.Length;
        _numbers.Add(key, number);
        All = [.. All, profile];
        return number;
    }
}
