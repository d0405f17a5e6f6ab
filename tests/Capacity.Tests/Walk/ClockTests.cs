using System.Globalization;
using Microsoft.Extensions.Configuration;
using ReferralNetwork.Capacity.Domain;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Capacity.Tests.Walk;

[Collection(nameof(Shelters))]
public sealed class ClockTests(Shelters service)
{
    [Fact]
    public async Task A_hold_that_ends_frees_the_place_and_the_question_stays()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);

        await service.Pass(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        (await service.Story(referral)).ShouldBe("received/held");
        await service.Pass(TimeSpan.FromSeconds(1));

        (await service.Story(referral)).ShouldBe("requested/hold-ended");
        (await service.Counts(a)).ShouldBe((0, 0, 0));
        var told = (await service.Told(referral))[^1];
        (told.Status, told.By, told.HeldUntil).ShouldBe(("requested", "clock", null));
    }

    [Fact]
    public async Task A_step_that_fails_holds_up_no_other()
    {
        // At an instant of its own: whatever another test has left to be done is not due in the same moment.
        service.Clock.Advance(TimeSpan.FromMilliseconds(13));
        var (closed, a) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a]);
        (await service.Act(a, referral, "reject")).ShouldBeOk();
        var token = TestTokens.Provider(closed.Organisation);
        (
            await service.Ask(
                HttpMethod.Put,
                $"/pools/{closed.Pool}/closure",
                token,
                new { reason = "repairs", until = service.Now.AddDays(7) }
            )
        ).ShouldBeOk();
        await service.Pass(TimeSpan.FromDays(7) - TimeSpan.FromMilliseconds(1));

        service.Faults.Arm(Death.BeforeCommit);
        await service.Pass(TimeSpan.FromMilliseconds(1));

        (await service.Row(closed)).ClosedReason.ShouldBe("repairs", "its turn failed");
        (await service.At(a, referral)).Survivor.ShouldBeNull();
        await service.ActOnDue();
        (await service.Row(closed)).ClosedReason.ShouldBeNull();
    }

    [Fact]
    public async Task Accepting_after_the_hold_has_ended_takes_a_place_again()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        await service.Pass(TimeSpan.FromHours(25));

        (await service.Act(a, referral, "accept")).ShouldBeOk();

        (await service.Counts(a)).ShouldBe((0, 1, 0));
        (await service.At(a, referral)).ArrivalDueAt.ShouldBe(service.Now.AddHours(72));
    }

    [Fact]
    public async Task Accepting_after_the_hold_has_ended_is_refused_where_the_place_is_gone()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        await service.Pass(TimeSpan.FromHours(25));
        await service.Send([a]);

        var refused = await service.Act(a, referral, "accept");

        (refused.Status, refused.Text("reason"), refused.Text("state")).ShouldBe((409, "no-capacity", "requested"));
        (await service.Story(referral)).ShouldBe("requested/hold-ended");
        (await service.Counts(a)).ShouldBe((0, 1, 0));
    }

    [Fact]
    public async Task Who_does_not_answer_in_time_has_refused_and_the_next_is_asked()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b], "emergency");

        await service.Pass(TimeSpan.FromMinutes(30));

        (await service.Story(referral)).ShouldBe("rejected/no-response, received/held");
        (await service.Counts(a)).ShouldBe((0, 0, 0));
        var told = (await service.Told(referral)).Single(e => e.Status == "rejected");
        (told.Reason, told.By).ShouldBe(("no-response", "clock"));
        (await service.At(b, referral)).AnswerDueAt.ShouldBe(service.Now.AddMinutes(30));
    }

    [Fact]
    public async Task Who_does_not_answer_after_the_hold_has_ended_has_refused()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        await service.Pass(TimeSpan.FromHours(25));

        await service.Pass(TimeSpan.FromHours(47));

        (await service.Story(referral)).ShouldBe("rejected/no-response");
        (await service.Told(referral))[^1].PlanExhausted.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_does_not_arrive_in_time_is_told_as_not_arrived_and_frees_the_place()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b], "emergency");
        await service.Act(a, referral, "accept");

        await service.Pass(TimeSpan.FromHours(12));

        (await service.Story(referral)).ShouldBe("failed/not-arrived");
        (await service.Counts(a)).ShouldBe((0, 0, 0));
        (await service.Told(referral))[^1].By.ShouldBe("clock");
    }

    [Fact]
    public async Task An_agreed_hour_moves_the_arrival()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a], "normal");
        await service.Act(a, referral, "accept");
        var at = service.Now.AddDays(20);
        (
            await service.Act(
                a,
                referral,
                "schedule",
                new
                {
                    at,
                    meetingPoint = "x",
                    escort = "y",
                }
            )
        ).ShouldBeOk();

        (await service.At(a, referral)).ArrivalDueAt.ShouldBe(at.AddHours(24));
        await service.Pass(TimeSpan.FromDays(20));
        (await service.Story(referral)).ShouldBe("ready/scheduled");
        await service.Pass(TimeSpan.FromHours(24));
        (await service.Story(referral)).ShouldBe("failed/not-arrived");
    }

    [Fact]
    public async Task Either_side_may_put_off_the_arrival()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a], "emergency");
        await service.Act(a, referral, "accept");

        (await service.Act(a, referral, "extend", new { until = service.Now.AddHours(20) })).ShouldBeOk();
        await service.Pass(TimeSpan.FromHours(13));
        (await service.Story(referral)).ShouldBe("accepted/accepted");
        var byReferrer = await service.Ask(
            HttpMethod.Post,
            $"/attempts/{referral}/extend",
            TestTokens.For(Given.Referrer.Id, "caseworker"),
            new { until = service.Now.AddHours(30) }
        );
        byReferrer.ShouldBeOk();
        await service.Pass(TimeSpan.FromHours(29));
        (await service.Story(referral)).ShouldBe("accepted/accepted");
        await service.Pass(TimeSpan.FromHours(1));
        (await service.Story(referral)).ShouldBe("failed/not-arrived");
        (await service.Told(referral)).Select(e => e.Version).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task Who_put_off_the_arrival_is_named()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a], "emergency");
        await service.Act(a, referral, "accept");
        var referrer = TestTokens.For(Given.Referrer.Id, "caseworker");
        (
            await service.Ask(
                HttpMethod.Post,
                $"/attempts/{referral}/extend",
                referrer,
                new { until = service.Now.AddHours(20) }
            )
        ).ShouldBeOk();

        (await service.Act(a, referral, "extend", new { until = service.Now.AddHours(30) })).ShouldBeOk();

        (await service.Told(referral))
            .TakeLast(2)
            .Select(e => e.By)
            .ShouldBe([$"person-of-{Given.Referrer.Id}", $"person-of-{a.Organisation}"]);
    }

    [Fact]
    public async Task A_clock_acts_once()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        await service.Pass(TimeSpan.FromHours(73));
        var told = (await service.Told(referral)).Count;

        await service.ActOnDue();
        await service.Pass(TimeSpan.FromHours(1));

        (await service.Told(referral)).Count.ShouldBe(told);
    }

    [Fact]
    public async Task A_refused_entry_is_emptied_after_seven_days_and_not_before()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b], "normal");
        await service.Act(a, referral, "reject", new { reason = "other", text = "we know her brother" });

        await service.Pass(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        (await service.At(a, referral)).Survivor.ShouldNotBeNull();
        await service.Pass(TimeSpan.FromSeconds(1));
        await service.Forget();

        var emptied = await service.At(a, referral);
        emptied.Survivor.ShouldBeNull();
        emptied.SealedNotes.ShouldBeNull();
        (await service.InboxItem(a, referral))
            .Body.GetProperty("survivor")
            .ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        // The other house still has the question before it.
        (await service.At(b, referral)).Survivor.ShouldNotBeNull();
        (await service.Read(async db => await db.Referrals.FindAsync(referral)))!.Survivor.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_was_withdrawn_is_emptied_after_seven_days_in_every_row()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        await service.Withdraw(referral);

        await service.Pass(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        await service.Forget();

        (await service.At(a, referral)).Survivor.ShouldBeNull();
        (await service.Read(async db => await db.Referrals.FindAsync(referral)))!.Survivor.ShouldBeNull();
    }

    [Fact]
    public async Task What_was_entered_in_error_is_emptied_after_seven_days_too()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        await service.Withdraw(referral, "entered-in-error");

        await service.Pass(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        await service.Forget();

        (await service.At(a, referral)).Survivor.ShouldBeNull();
        (await service.Read(async db => await db.Referrals.FindAsync(referral)))!.Survivor.ShouldBeNull();
    }

    // 1-network.md, Clocks; minutes. Normal has no arrival before an hour is agreed: two weeks until then.
    [Theory]
    [InlineData("shelter", "emergency", 30, 30, 12 * 60)]
    [InlineData("medical", "emergency", 60, 60, 12 * 60)]
    [InlineData("training", "emergency", 24 * 60, 24 * 60, 12 * 60)]
    [InlineData("legal-aid", "emergency", 24 * 60, 24 * 60, 12 * 60)]
    [InlineData("shelter", "urgent", 72 * 60, 24 * 60, 72 * 60)]
    [InlineData("legal-aid", "urgent", 72 * 60, 24 * 60, 72 * 60)]
    [InlineData("shelter", "normal", 14 * 24 * 60, 72 * 60, 14 * 24 * 60)]
    [InlineData("medical", "normal", 14 * 24 * 60, 72 * 60, 14 * 24 * 60)]
    public void Deadlines_are_those_of_the_kind_and_the_urgency(
        string kind,
        string urgency,
        int answer,
        int hold,
        int arrival
    )
    {
        var clock = new Deadlines(KindDescriptor.Of(kind), new ConfigurationBuilder().Build()).Of(urgency);

        (clock.Answer.TotalMinutes, clock.Hold.TotalMinutes, clock.Arrival.TotalMinutes).ShouldBe(
            (answer, hold, arrival)
        );
        if (urgency == "normal")
            clock.Grace.ShouldBe(TimeSpan.FromHours(24));
    }
}

public sealed class OtherClockTests
{
    [Fact]
    public async Task Deadlines_are_configured()
    {
        await using var service = new Shelters();
        service.Settings["Clocks:emergency:Answer"] = "00:05:00";
        service.Settings["Clocks:emergency:Hold"] = "00:04:00";
        service.Settings["Clocks:emergency:Arrival"] = "01:00:00";
        await service.InitializeAsync();
        var a = await service.AddPool(1);
        var referral = await service.Send([a], "emergency");

        await service.Pass(TimeSpan.FromMinutes(4));
        (await service.Story(referral)).ShouldBe("requested/hold-ended");
        (await service.Act(a, referral, "accept")).ShouldBeOk();
        (await service.At(a, referral)).ArrivalDueAt.ShouldBe(service.Now.AddHours(1));
    }

    [Fact]
    public async Task A_clinic_has_an_hour_to_answer_an_emergency_and_shows_the_hours_left()
    {
        await using var clinics = new Clinics();
        await clinics.InitializeAsync();
        var clinic = await clinics.AddPool(1);
        var request = clinics.Request([clinic.Pool], "emergency") with { MedicalWindow = 72 };
        // It happened 50 hours before she said it.
        request = request with
        {
            MedicalWindowEndsAt = request.At.AddHours(22),
        };
        await clinics.Deliver(request);

        var item = await clinics.InboxItem(clinic, request.ReferralId);
        DateTimeOffset.Parse(item.Text("answerDueAt"), CultureInfo.InvariantCulture).ShouldBe(clinics.Now.AddHours(1));
        DateTimeOffset
            .Parse(item.Text("medicalWindowEndsAt"), CultureInfo.InvariantCulture)
            .ShouldBe(request.At.AddHours(22));
        await clinics.Pass(TimeSpan.FromMinutes(59));
        (await clinics.Story(request.ReferralId)).ShouldBe("received/held");
        await clinics.Pass(TimeSpan.FromMinutes(1));
        (await clinics.Story(request.ReferralId)).ShouldBe("rejected/no-response");
    }

    [Fact]
    public async Task A_clock_that_fails_is_tried_again_and_holds_up_no_other()
    {
        await using var service = new Shelters();
        await service.InitializeAsync();
        var a = await service.AddPool(2);
        var (first, second) = (await service.Send([a], "emergency"), await service.Send([a], "emergency"));
        service.Faults.Arm(Death.BeforeCommit);

        service.Clock.Advance(TimeSpan.FromMinutes(31));
        await service.ActOnDue();
        (await service.Story(first)).ShouldBe("received/held");
        (await service.Story(second)).ShouldBe("rejected/no-response");

        await service.ActOnDue();
        (await service.Story(first)).ShouldBe("rejected/no-response");
    }

    [Fact]
    public async Task A_clock_that_fell_due_while_the_service_was_down_is_acted_on_soon_after_it_is_up()
    {
        await using var service = new Shelters();
        await service.InitializeAsync();
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b], "emergency");
        await service.StopProcess();
        service.Clock.Advance(TimeSpan.FromHours(1));
        service.Settings[TestSettings.Background] = "on";

        await service.StartProcess();

        await Eventually.Becomes(() => service.Story(referral), "rejected/no-response, received/held");
    }
}
