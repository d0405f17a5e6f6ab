namespace ReferralNetwork.Referrals.Domain.Keeping;

/// <summary>Whose share would be passed.</summary>
/// <param name="Of"><c>organisation</c>, <c>person</c>, <c>client</c> or <c>incident</c>.</param>
/// <param name="Kept">What that share is kept for.</param>
internal sealed record Excess(string Of, int Most, IReadOnlyCollection<Kept> Kept)
{
    public int Keeps => Kept.Sum(kept => kept.Places);
}

/// <summary>Leave to keep places (rule 11): nothing but the rule makes one, and nothing that keeps a place does
/// without.</summary>
internal sealed class Allowed
{
    private Allowed(Asker asker, Guid? incident, bool isUnusual) =>
        (By, Incident, IsUnusual) = (asker.By, incident, isUnusual);

    /// <summary>User or client id: the places are its.</summary>
    public string By { get; }

    /// <summary>Against which the places count; null: the asker's own share.</summary>
    public Guid? Incident { get; }

    /// <summary>More than half of the organisation's share within an hour, and it was less before.</summary>
    public bool IsUnusual { get; }

    /// <param name="kept">All that the organisation keeps, read under its lock.</param>
    /// <param name="more">Places.</param>
    public static Allowed? Of(
        Allowance allowance,
        IReadOnlyCollection<Kept> kept,
        Asker asker,
        int more,
        out Excess? excess
    )
    {
        var most = allowance.OfOrganisation(asker.Organisation);
        excess = new[]
        {
            new Excess("organisation", most, kept),
            new Excess(
                asker.IsClient ? "client" : "person",
                allowance.Of(asker),
                [.. kept.Where(one => one.By == asker.By)]
            ),
        }.FirstOrDefault(share => share.Keeps + more > share.Most);
        var recent = kept.Sum(one => one.Recent);
        return excess is null ? new(asker, null, isUnusual: 2 * recent <= most && 2 * (recent + more) > most) : null;
    }

    /// <param name="people">Of the incident: so many places of each kind are for it, whoever keeps them.</param>
    /// <param name="kept">All of the kind that is kept for it, read under its lock.</param>
    public static Allowed? OfIncident(
        Guid incident,
        int people,
        IReadOnlyCollection<Kept> kept,
        Asker asker,
        int more,
        out Excess? excess
    )
    {
        var share = new Excess("incident", people, kept);
        excess = share.Keeps + more > people ? share : null;
        return excess is null ? new(asker, incident, isUnusual: false) : null;
    }
}
