using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <param name="AttemptId">The id by which the house knows the referral.</param>
internal sealed record AttemptView(
    Guid AttemptId,
    Guid PoolId,
    Guid OrganisationId,
    string OrganisationName,
    int Round,
    string Status,
    string BusinessStatus,
    DateTimeOffset? HeldUntil,
    DateTimeOffset? AnswerDueAt,
    DateTimeOffset? ArrivalDueAt,
    string? Reason,
    string? Outcome,
    string? Exit
)
{
    public static AttemptView Of(AttemptSnapshot a) =>
        new(
            a.Id,
            a.PoolId,
            a.OrganisationId,
            a.OrganisationName,
            a.Round,
            a.Status,
            a.BusinessStatus,
            a.HeldUntil,
            a.AnswerDueAt,
            a.ArrivalDueAt,
            a.Reason,
            a.Outcome,
            a.Exit
        );
}
