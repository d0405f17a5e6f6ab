namespace ReferralNetwork.Portal.Domain;

/// <summary>A pool chosen for the plan, with what pages show of it.</summary>
/// <param name="Lacks">What keeps it out of the search and people will make up for; null: nothing does.</param>
internal sealed record Chosen(
    Guid PoolId,
    LocalText Name,
    string OrganisationName,
    Guid OrganisationId,
    Guid SiteId,
    string? Lacks = null
);

/// <summary>A need that a plan is made for.</summary>
internal sealed record Need(string Kind, string Urgency, int? MedicalWindow, int Places, IReadOnlyList<Chosen> Plan)
{
    /// <summary>What the first place lacks: the API refuses such a plan unless this is stated.</summary>
    public IReadOnlyList<string>? Despite => Plan.Count > 0 && Plan[0].Lacks is { } lacks ? [lacks] : null;
}
