namespace ReferralNetwork.Referrals.Domain.Keeping;

/// <summary>A share that would be exceeded.</summary>
/// <param name="Of"><c>organisation</c>, <c>person</c>, <c>client</c> or <c>incident</c>.</param>
/// <param name="Kept">What is kept on that share now.</param>
internal sealed record Excess(string Of, int Most, IReadOnlyCollection<Kept> Kept)
{
    public int Keeps => Kept.Sum(kept => kept.Places);
}

/// <summary>Permission to keep places (rule 11): only this rule makes one, and whatever keeps a place needs
/// one.</summary>
internal sealed class Allowed
{
    private Allowed(Asker asker, Guid? incident, bool isUnusual) =>
        (By, Incident, IsUnusual) = (asker.By, incident, isUnusual);

    /// <summary>User or client id on whose account the places are kept.</summary>
    public string By { get; }

    /// <summary>The incident against which the places count; null: the asker's own share.</summary>
    public Guid? Incident { get; }

    /// <summary>More than half of the organisation's share within an hour, and it was less before.</summary>
    public bool IsUnusual { get; }

    /// <param name="kept">All that the organisation keeps, read under its lock.</param>
    /// <param name="more">Places asked for.</param>
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

    /// <param name="people">People of the incident: as many places of each kind may be kept for it, whoever keeps
    /// them.</param>
    /// <param name="kept">All that is kept for it of the kind, read under its lock.</param>
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
