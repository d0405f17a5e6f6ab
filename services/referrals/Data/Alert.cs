namespace ReferralNetwork.Referrals.Data;

/// <summary>Something that somebody must look at.</summary>
internal sealed class Alert
{
    public required Guid Id { get; init; }

    /// <summary>The incident's or the group's, where the code is of one.</summary>
    public required Guid ReferralId { get; init; }

    /// <summary>The referring organisation.</summary>
    public required Guid OrganisationId { get; init; }
    public required string Kind { get; init; }
    public required string Code { get; init; }

    /// <summary>Whether coordinators see it too.</summary>
    public required bool Coordinator { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>How many of its kind it stands for in the list.</summary>
    public int Count { get; set; } = 1;

    /// <summary>A later one stands for it in the list; at its own referral it is told all the same.</summary>
    public bool Superseded { get; set; }

    public static Alert Of(Incident incident, string code, DateTimeOffset at) =>
        new()
        {
            Id = Guid.CreateVersion7(at),
            ReferralId = incident.Id,
            OrganisationId = incident.OrganisationId,
            Kind = "",
            Code = code,
            Coordinator = true,
            At = at,
        };

    public static Alert Of(Group group, string code, bool coordinator, DateTimeOffset at) =>
        new()
        {
            Id = Guid.CreateVersion7(at),
            ReferralId = group.Id,
            OrganisationId = group.OrganisationId,
            Kind = group.Kind,
            Code = code,
            Coordinator = coordinator,
            At = at,
        };

    public static Alert Of(Referral referral, string code, bool coordinator, DateTimeOffset at) =>
        new()
        {
            Id = Guid.CreateVersion7(at),
            ReferralId = referral.Id,
            OrganisationId = referral.OrganisationId,
            Kind = referral.Kind,
            Code = code,
            Coordinator = coordinator,
            At = at,
        };
}
