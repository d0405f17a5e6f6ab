namespace ReferralNetwork.Referrals.Data;

/// <summary>Something that somebody must look at.</summary>
internal sealed class Alert
{
    public required Guid Id { get; init; }

    /// <summary>Id of the referral, or of the incident or group where the code is about one.</summary>
    public required Guid ReferralId { get; init; }

    /// <summary>The referring organisation.</summary>
    public required Guid OrganisationId { get; init; }
    public required string Kind { get; init; }
    public required string Code { get; init; }

    /// <summary>Whether coordinators see it too.</summary>
    public required bool Coordinator { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>How many alerts it stands for in the list.</summary>
    public int Count { get; set; } = 1;

    /// <summary>True: a later alert stands for it in the list; its own referral still shows it.</summary>
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
