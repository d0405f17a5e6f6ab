using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>What a referral shows, from what is known of its attempts.</summary>
public sealed class StandingTests
{
    [Fact]
    public void Nothing_known_says_nothing() => ReferralStatusProjection.Of([]).ShouldBeNull();

    [Theory]
    [InlineData(Status.Received, Business.Held)]
    [InlineData(Status.Requested, Business.AssessmentNeeded)]
    [InlineData(Status.OnHold, Business.Waitlisted)]
    [InlineData(Status.Accepted, Business.Accepted)]
    [InlineData(Status.Ready, Business.Scheduled)]
    [InlineData(Status.InProgress, Business.Arrived)]
    [InlineData(Status.Completed, "helped")]
    [InlineData(Status.Failed, Business.NoShow)]
    [InlineData(Status.Failed, Business.NotArrived)]
    public void The_current_attempt_shows(string status, string business) =>
        ReferralStatusProjection.Of([Attempt(0, status, business)]).ShouldBe((status, business));

    [Theory]
    [InlineData(Status.Rejected, "staff")]
    [InlineData(Status.Rejected, Business.NoResponse)]
    [InlineData(Status.Failed, Business.ProviderWithdrew)]
    public void Between_two_attempts_it_is_requested(string status, string business) =>
        ReferralStatusProjection.Of([Attempt(0, status, business)]).ShouldBe((Status.Requested, Business.Sent));

    [Fact]
    public void The_plan_at_its_end_is_no_provider() =>
        ReferralStatusProjection
            .Of([Attempt(0, Status.Rejected, "full"), Attempt(1, Status.Rejected, "staff", exhausted: true)])
            .ShouldBe((Status.Failed, Business.NoProvider));

    [Fact]
    public void A_live_attempt_shows_before_a_waiting_one() =>
        ReferralStatusProjection
            .Of([Attempt(0, Status.OnHold, Business.Waitlisted), Attempt(1, Status.Received, Business.Held)])
            .ShouldBe((Status.Received, Business.Held));

    [Fact]
    public void Who_waits_still_waits_when_the_others_refused() =>
        ReferralStatusProjection
            .Of([Attempt(0, Status.OnHold, Business.Waitlisted), Attempt(1, Status.Rejected, "staff")])
            .ShouldBe((Status.OnHold, Business.Waitlisted));

    [Fact]
    public void An_older_attempt_whose_end_has_not_arrived_does_not_hide_the_later_one() =>
        ReferralStatusProjection
            .Of([Attempt(0, Status.Received, Business.Held), Attempt(1, Status.Accepted, Business.Accepted)])
            .ShouldBe((Status.Accepted, Business.Accepted));

    [Fact]
    public void Events_in_any_order_with_repeats_end_in_the_same_standing()
    {
        var first = Guid.NewGuid();
        var second = Guid.NewGuid();
        AttemptChanged[] inOrder =
        [
            Event(first, 0, 1, Status.Received, Business.Held),
            Event(first, 0, 2, Status.Requested, Business.HoldEnded),
            Event(first, 0, 3, Status.Rejected, "staff"),
            Event(second, 1, 1, Status.Received, Business.Held),
            Event(second, 1, 2, Status.Accepted, Business.Accepted),
        ];
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var events = inOrder.Concat(inOrder.Where(_ => random.Next(2) == 0)).ToArray();
            random.Shuffle(events);
            ReferralStatusProjection
                .Of(Apply(events))
                .ShouldBe((Status.Accepted, Business.Accepted), $"seed {seed}, round {round}");
        }
    }

    private static List<AttemptSnapshot> Apply(IEnumerable<AttemptChanged> events)
    {
        var known = new Dictionary<Guid, AttemptSnapshot>();
        foreach (var e in events)
        {
            if (!known.TryGetValue(e.AttemptId, out var attempt))
                known[e.AttemptId] = attempt = AttemptSnapshot.Of(e);
            if (e.Version >= attempt.Version)
                attempt.Take(e);
        }
        return [.. known.Values];
    }

    private static AttemptSnapshot Attempt(int ordinal, string status, string business, bool exhausted = false)
    {
        var e = Event(Guid.NewGuid(), ordinal, 1, status, business) with { PlanExhausted = exhausted };
        var attempt = AttemptSnapshot.Of(e);
        attempt.Take(e);
        return attempt;
    }

    private static AttemptChanged Event(Guid id, int ordinal, int version, string status, string business) =>
        new(
            id,
            version,
            Guid.Empty,
            1,
            ordinal,
            "shelter",
            Guid.Empty,
            Guid.Empty,
            "",
            status,
            business,
            null,
            null,
            null,
            null,
            null,
            null,
            false,
            "service",
            DateTimeOffset.UnixEpoch
        );
}
