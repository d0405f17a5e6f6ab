namespace ReferralNetwork.Referrals.Data;

/// <summary>A case conference: when those who help her talk to each other, who is named in it, and a note that only
/// they read.</summary>
internal sealed class Conference
{
    public required Guid Id { get; init; }
    public required Guid ReferralId { get; init; }

    /// <summary>The referring organisation, which calls it.</summary>
    public required Guid OrganisationId { get; init; }
    public required string OrganisationName { get; init; }
    public required DateTimeOffset At { get; set; }

    /// <summary>Sealed under the referral's own key, so that it is destroyed with her consent; null where there is
    /// none, or none any more.</summary>
    public byte[]? SealedNote { get; set; }
    public DateTimeOffset? CancelledAt { get; set; }
    public int Version { get; set; } = 1;

    public List<ConferenceMember> Members { get; init; } = [];
}

/// <summary>An organisation that is named in a conference.</summary>
internal sealed class ConferenceMember
{
    public required Guid ConferenceId { get; init; }
    public required Guid OrganisationId { get; init; }
    public required string OrganisationName { get; init; }
}
