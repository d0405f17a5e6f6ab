using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;

namespace ReferralNetwork.Capacity.Features;

/// <summary>Either side may postpone an arrival that is due.</summary>
internal static class ArrivalExtension
{
    private static readonly TimeSpan MaxAhead = TimeSpan.FromDays(60);

    /// <returns>Null if it was postponed, else the refusal.</returns>
    public static Refused? Apply(
        Attempt attempt,
        ExtendRequest request,
        AttemptTransitions transitions,
        DateTimeOffset now
    )
    {
        if (attempt.Status is not (Status.Accepted or Status.Ready))
            return Problem.Of(
                StatusCodes.Status409Conflict,
                $"No arrival is due for a referral that is {attempt.Status}.",
                ("state", attempt.Status),
                ("availableActions", InboxItem.ActionsOf(attempt.Status))
            );
        if (request.Until <= attempt.ArrivalDueAt || request.Until > now + MaxAhead)
            return Problem.Field("until", "is later than the arrival due now, and at most 60 days ahead");
        attempt.ArrivalDueAt = request.Until;
        attempt.Touch(now);
        transitions.PublishOnCommit(attempt);
        return null;
    }
}
