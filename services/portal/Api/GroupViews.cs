namespace ReferralNetwork.Portal.Api;

/// <summary>Places kept for a group that is expected, as its referrer sees them.</summary>
internal sealed record GroupView(
    Guid Id,
    DateTimeOffset ArrivesAt,
    DateTimeOffset Until,
    int Places,
    int Left,
    IReadOnlyList<GroupReservationView> Reservations
);

internal sealed record GroupReservationView(
    Guid PoolId,
    LocalText PoolName,
    string OrganisationName,
    int Places,
    int Left,
    string Status,
    string? Reason,
    DateTimeOffset? AnswerDueAt,
    string? Warning
)
{
    public bool Keeps => GroupReservationStatus.Keeping.Contains(Status);

    /// <summary>The provider's service has received the request: somebody can be named.</summary>
    public bool Reached => Status == GroupReservationStatus.Kept || AnswerDueAt is not null;
}

internal sealed record GroupProposal(IReadOnlyList<ProposedReservation> Reservations, int Unplaced);

internal sealed record ProposedReservation(Guid PoolId, LocalText PoolName, string OrganisationName, int Places);

/// <summary>Places kept for a group, as the provider sees them.</summary>
internal sealed record ExpectedView(
    Guid ReservationId,
    LocalText PoolName,
    Party Referrer,
    DateTimeOffset ArrivesAt,
    IReadOnlyList<GroupMember> Members,
    int Places,
    int Left,
    DateTimeOffset? AnswerDueAt,
    IReadOnlyList<string> AvailableActions
);
