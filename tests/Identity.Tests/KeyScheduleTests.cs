using ReferralNetwork.Identity.Domain;

namespace ReferralNetwork.Identity.Tests;

public sealed class KeyScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_key_signs_at_once() => KeySchedule.Successor([], Now).ShouldBe(Now);

    [Fact]
    public void No_key_is_made_earlier_than_a_week_ahead() =>
        KeySchedule.Successor([Now + KeySchedule.Ahead + TimeSpan.FromSeconds(1)], Now).ShouldBeNull();

    [Fact]
    public void A_week_ahead_the_next_key_is_made_and_begins_when_the_last_retires() =>
        KeySchedule.Successor([Now.AddDays(-23), Now.AddDays(7)], Now).ShouldBe(Now.AddDays(7));

    [Fact]
    public void A_key_that_retires_within_the_day_signs_on_until_its_successor_was_published_for_a_day() =>
        KeySchedule.Successor([Now.AddHours(3)], Now).ShouldBe(Now.AddHours(24));

    [Fact]
    public void After_a_long_absence_the_last_key_signs_on_for_a_day() =>
        KeySchedule.Successor([Now.AddDays(-90)], Now).ShouldBe(Now.AddHours(24));

    [Fact]
    public void A_key_has_ended_when_its_last_token_has_and_a_margin()
    {
        var gone = KeySchedule.LongestTokenLife + KeySchedule.Margin;
        KeySchedule.Ended(Now, Now + gone - TimeSpan.FromSeconds(1)).ShouldBeFalse();
        KeySchedule.Ended(Now, Now + gone).ShouldBeTrue();
    }

    [Fact]
    public void Turned_every_hour_for_two_years_each_key_has_its_notice_and_there_is_always_one_that_signs()
    {
        var keys = new List<(DateTimeOffset Made, DateTimeOffset From, DateTimeOffset Retires)>();
        for (var now = Now; now < Now.AddYears(2); now = now.AddHours(1))
        {
            if (KeySchedule.Successor([.. keys.Select(k => k.Retires)], now) is { } from)
            {
                if (keys.Count > 0)
                    keys[^1] = keys[^1] with { Retires = from };
                keys.Add((now, from, from + KeySchedule.Term));
            }
            keys.Count(k => k.From <= now && now < k.Retires).ShouldBe(1);
        }
        keys.Count.ShouldBe(25);
        keys.Skip(1).ShouldAllBe(k => k.From - k.Made >= KeySchedule.Notice && k.Retires - k.From == KeySchedule.Term);
    }
}
