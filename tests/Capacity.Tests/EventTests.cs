using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>Nothing acknowledged is lost (rule 2).</summary>
public sealed class EventTests
{
    [Fact]
    public async Task Events_that_nobody_had_taken_when_the_process_ended_are_taken_after_its_next_start_in_order_and_once()
    {
        await using var service = new Shelters();
        await service.InitializeAsync();
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b]);
        await service.Act(a, referral, "reject");
        await service.Act(b, referral, "accept");
        await service.StopProcess();
        var heard = new List<AttemptChanged>();
        service.Hear<AttemptChanged>(heard.Add);
        service.Settings[TestSettings.Background] = "on";

        await service.StartProcess();

        await Eventually.Becomes(() => service.Read(db => db.Set<OutboxRow>().CountAsync()), 0);
        heard
            .Where(e => e.ReferralId == referral)
            .Select(e => (e.Ordinal, e.Version, e.Status))
            .ShouldBe([(0, 1, "received"), (0, 2, "rejected"), (1, 1, "received"), (1, 2, "accepted")]);
    }

    [Fact]
    public async Task What_is_done_again_after_a_lost_race_is_told_all_the_same()
    {
        await using var service = new Shelters();
        await service.InitializeAsync();
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        service.Faults.Arm(Death.ByALostRace);

        (await service.Act(a, referral, "accept")).ShouldBeOk();
        service.Faults.Arm(Death.ByALostRace);
        (await service.Act(a, referral, "arrive")).ShouldBeOk();

        (await service.Told(referral))
            .Select(e => (e.Version, e.Status))
            .ShouldBe([(1, "received"), (2, "accepted"), (3, "in-progress")]);
        var shown = (await service.Published<AvailabilityChanged>()).Last(e => e.PoolId == a.Pool).Capacity;
        (shown.Occupied, shown.Held).ShouldBe((1, 0));
        (await service.Counts(a)).ShouldBe((1, 0, 0));
    }

    [Fact]
    public async Task A_message_whose_handling_died_is_handled_when_it_is_tried_again()
    {
        await using var service = new Shelters();
        await service.InitializeAsync();
        var a = await service.AddPool(2);
        foreach (var death in new[] { Death.BeforeCommit, Death.AfterCommit })
        {
            service.Faults.Arm(death);
            var referral = await service.Send([a]);

            (await service.Story(referral)).ShouldBe("received/held", death.ToString());
            (await service.Told(referral)).Count.ShouldBe(1);
        }
        (await service.Counts(a)).ShouldBe((0, 2, 0));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_delays_no_event_and_no_version_falls()
    {
        await using var service = new Shelters();
        await service.InitializeAsync();
        var a = await service.AddPool(3);
        service.Clock.AdjustTime(service.Now.AddMinutes(-10));

        await service.Send([a]);

        var later = service.Now;
        (await service.Read(db => db.Set<OutboxRow>().OrderBy(row => row.Seq).Select(row => row.DueAt).ToListAsync()))[
            ^2..
        ]
            .ShouldAllBe(due => due <= later);
        var versions = (await service.Published<AvailabilityChanged>(a.Pool)).ConvertAll(e => e.Version);
        versions.ShouldBe(versions.Order());
    }

    [Fact]
    public async Task Whoever_asks_for_all_places_is_told_each_pool_as_it_stands()
    {
        await using var service = new Shelters();
        await service.InitializeAsync();
        var (a, b) = (await service.AddPool(3, occupied: 1), await service.AddPool(2));
        await service.Send([a]);
        var before = (await service.Published<AvailabilityChanged>()).Count;

        await service.Deliver(new AvailabilityRequested(service.Now));

        var again = (await service.Published<AvailabilityChanged>()).Skip(before).ToDictionary(e => e.PoolId);
        again.Keys.ShouldBe([a.Pool, b.Pool], ignoreOrder: true);
        (again[a.Pool].Capacity.Occupied, again[a.Pool].Capacity.Held, again[a.Pool].Version).ShouldBe(
            (1, 1, (await service.Row(a)).Version)
        );
    }

    [Fact]
    public async Task No_event_says_who_she_is_or_where_the_house_is()
    {
        await using var service = new Shelters();
        await service.InitializeAsync();
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        await service.Act(a, referral, "accept");
        await service.Act(
            a,
            referral,
            "schedule",
            new
            {
                at = service.Now.AddHours(3),
                meetingPoint = "under the clock",
                escort = "Ms Srey",
            }
        );
        await service.Act(a, referral, "cancel", new { reason = "staff", text = "her uncle was seen" });

        var bodies = await service.Read(db => db.Set<OutboxRow>().Select(row => row.Body).ToListAsync());

        foreach (var body in bodies)
        foreach (var word in new[] { "under the clock", "Srey", "uncle", "behind the market", "hiv", "caseCode" })
            body.ShouldNotContain(word);
    }

    [Fact]
    public async Task A_heartbeat_says_until_when_all_has_been_sent()
    {
        await using var service = new Shelters();
        await service.InitializeAsync();
        using var heart = ActivatorUtilities.CreateInstance<Heartbeat>(service.Services);
        await heart.Beat(CancellationToken.None);
        (await service.Published<ProviderHeartbeat>()).ShouldHaveSingleItem().At.ShouldBe(service.Now.ToMicroseconds());
        await service.AddPool(1);
        var waiting = service.Now.ToMicroseconds();
        service.Clock.Advance(TimeSpan.FromMinutes(1));

        await heart.Beat(CancellationToken.None);

        (await service.Published<ProviderHeartbeat>())[^1].At.ShouldBe(waiting);
    }

    [Fact]
    public async Task A_service_that_starts_asks_for_all_that_others_know()
    {
        await using var service = new Shelters();
        await service.InitializeAsync();
        using var heart = ActivatorUtilities.CreateInstance<Heartbeat>(service.Services);

        await heart.Beat(CancellationToken.None);
        await heart.Beat(CancellationToken.None);

        (await service.Published<PlacesRequested>()).Count.ShouldBe(1);
        (await service.Published<OrganisationsRequested>()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task With_her_consent_goes_what_a_failed_message_said()
    {
        await using var service = new Shelters();
        await service.InitializeAsync();
        var (hers, other) = (service.Request([Guid.NewGuid()]), service.Request([Guid.NewGuid()]));
        await service.Read(db =>
        {
            foreach (var request in new[] { hers, other })
                db.Add(FailureRow.Of(service.Envelope(request), "c", new TimeoutException(), service.Now));
            return db.SaveChangesAsync();
        });

        await service.Withdraw(hers.ReferralId, "consent-withdrawn");

        (await service.Read(db => db.Set<FailureRow>().AsNoTracking().ToListAsync()))
            .Select(row => (row.Body.Length > 0, row.DueAt is not null))
            .ShouldBe([(false, false), (true, true)], ignoreOrder: true);
    }
}
