using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests.Training;

/// <summary>A course begins; whoever waits goes on to the next time it does.</summary>
[Collection(nameof(Centres))]
public sealed class IntakeTests(Centres centres)
{
    private static readonly object Sewing = new { course = "sewing", weeks = 12 };

    [Fact]
    public async Task An_intake_gives_what_the_course_gives_and_everybody_is_told_its_start()
    {
        var course = await centres.AddPool(5, trade: Sewing);
        var spring = await Intake(course, 30, 8);
        var autumn = await Intake(spring, 200, 8);

        var told = (await centres.Published<AvailabilityChanged>(spring.Pool))[^1];
        (told.Capacity.Maximum, told.Admitting, told.SiteId).ShouldBe((8, true, course.Site));
        var trade = JsonNode.Parse(told.Trade!)!;
        ((string?)trade["course"], (DateTimeOffset)trade["startsAt"]!).ShouldBe(("sewing", centres.Now.AddDays(30)));
        (await centres.Published<AvailabilityChanged>(course.Pool))[^1].Trade!.ShouldNotContain("startsAt");
        var listed = (await Ask(course, HttpMethod.Get, $"/pools/{autumn.Pool}/intakes"))
            .ShouldBeOk()
            .Body.GetProperty("items")
            .EnumerateArray()
            .ToList();
        listed.ConvertAll(pool => pool.GetProperty("id").GetGuid()).ShouldBe([course.Pool, spring.Pool, autumn.Pool]);
        listed.ShouldAllBe(pool => pool.GetProperty("extension").GetProperty("courseId").GetGuid() == course.Pool);
        foreach (
            var (startsAt, maximum, field) in new[]
            {
                (centres.Now, 5, "startsAt"),
                (centres.Now.AddDays(1100), 5, "startsAt"),
                (centres.Now.AddDays(3), -1, "maximum"),
            }
        )
            (await Ask(course, HttpMethod.Post, $"/pools/{course.Pool}/intakes", new { startsAt, maximum }))
                .Body.GetProperty("errors")
                .TryGetProperty(field, out _)
                .ShouldBeTrue();
    }

    [Fact]
    public async Task When_it_starts_it_takes_nobody_and_who_waits_goes_on_with_her_turn()
    {
        var spring = await Started(await centres.AddPool(1, trade: Sewing), 10);
        var (autumn, other) = (await Intake(spring, 200, 2), await centres.AddPool(1, occupied: 1, trade: Sewing));
        var (inside, first) = (
            await centres.Send([spring], "normal"),
            await centres.Send([spring], "normal", waitlist: true)
        );
        (await centres.Act(spring, inside, "accept")).ShouldBeOk();
        (await centres.Act(spring, inside, "arrive")).ShouldBeOk();
        await centres.Pass(TimeSpan.FromHours(1));
        var (second, third) = (
            await centres.Send([spring], "normal", waitlist: true),
            await centres.Send([spring], "urgent", waitlist: true)
        );
        var since = (await centres.At(spring, first)).WaitingSince;

        await centres.Pass(TimeSpan.FromDays(9.9));
        (await centres.Counts(spring)).ShouldBe((1, 0, 3));
        await centres.Pass(TimeSpan.FromDays(0.2));

        (await centres.Row(spring)).ClosedReason.ShouldBe("started");
        (await centres.Published<AvailabilityChanged>(spring.Pool))[^1].Admitting.ShouldBeFalse();
        // Two seats: by urgency, then by who has waited longest, over there as here.
        (await centres.Counts(spring)).ShouldBe((1, 0, 0));
        (await centres.Counts(autumn)).ShouldBe((0, 2, 1));
        (await centres.At(autumn, third)).Status.ShouldBe(Status.Received);
        (await centres.At(autumn, first)).Status.ShouldBe(Status.Received);
        var waits = await centres.At(autumn, second);
        waits.Status.ShouldBe(Status.OnHold);
        waits.WaitingSince.ShouldNotBeNull().ShouldBeGreaterThan(since!.Value);
        await CountsAreRows(spring, autumn, other);
        (await centres.Told(second))[^1].PoolId.ShouldBe(autumn.Pool);
        (await centres.Told(second))
            .Where(e => e.AttemptId == waits.Id)
            .Select(e => (e.Version, e.PoolId))
            .ShouldBe([(1, spring.Pool), (2, autumn.Pool)]);
        (await centres.Story(await centres.Send([spring, other]))).ShouldBe(
            "rejected/no-capacity, rejected/no-capacity"
        );
    }

    [Fact]
    public async Task Without_a_next_intake_she_stays_until_there_is_one()
    {
        var spring = await Started(await centres.AddPool(1, occupied: 1, trade: Sewing), 10);
        var waits = await centres.Send([spring], waitlist: true);
        await centres.Pass(TimeSpan.FromDays(11));
        (await centres.At(spring, waits)).Status.ShouldBe(Status.OnHold);
        (await centres.Publish(spring, 5, 0)).ShouldBeOk();
        await centres.ActOnDue();
        (await centres.Counts(spring)).ShouldBe((0, 0, 1), "a count opens nothing that has started");

        var autumn = await Intake(spring, 100, 0);
        await centres.ActOnDue();

        (await centres.At(autumn, waits)).Status.ShouldBe(Status.OnHold);
        (await centres.Counts(autumn)).ShouldBe((0, 0, 1));
        await CountsAreRows(spring, autumn);
        var events = (await centres.Told(waits)).Count;
        await centres.ActOnDue();
        (await centres.Told(waits)).Count.ShouldBe(events);
    }

    [Fact]
    public async Task Nobody_opens_or_closes_what_has_started_and_nobody_chooses_that_reason()
    {
        var (course, spring) = (
            await centres.AddPool(1, trade: Sewing),
            await Started(await centres.AddPool(1, trade: Sewing), 1)
        );
        (
            await Ask(course, HttpMethod.Put, $"/pools/{course.Pool}/closure", new { reason = "started" })
        ).Status.ShouldBe(400);
        await centres.Pass(TimeSpan.FromDays(2));

        (await Ask(spring, HttpMethod.Put, $"/pools/{spring.Pool}/closure", new { reason = "repairs" }))
            .Text("state")
            .ShouldBe("started");
        (await Ask(spring, HttpMethod.Delete, $"/pools/{spring.Pool}/closure")).Status.ShouldBe(409);
        var etag = (await Ask(spring, HttpMethod.Get, $"/pools/{spring.Pool}")).ETag;
        (
            await Ask(
                spring,
                HttpMethod.Put,
                $"/pools/{spring.Pool}/start",
                new { startsAt = centres.Now.AddDays(9) },
                etag
            )
        ).Status.ShouldBe(409);
    }

    [Fact]
    public async Task A_start_is_put_off_by_whoever_has_read_it()
    {
        var spring = await Started(await centres.AddPool(1, trade: Sewing), 5);

        (
            await Ask(spring, HttpMethod.Put, $"/pools/{spring.Pool}/start", new { startsAt = centres.Now.AddDays(9) })
        ).Status.ShouldBe(428);
        (
            await Ask(
                spring,
                HttpMethod.Put,
                $"/pools/{spring.Pool}/start",
                new { startsAt = centres.Now.AddDays(9) },
                "\"1\""
            )
        ).Status.ShouldBe(412);
        await Started(spring, 9);
        await centres.Pass(TimeSpan.FromDays(6));

        (await centres.Row(spring)).ClosedReason.ShouldBeNull();
        (await Ask(await centres.AddPool(1), HttpMethod.Get, $"/pools/{spring.Pool}/intakes")).Status.ShouldBe(404);
    }

    // Replicas are told apart by nothing but their connections: two clocks over one database are two replicas.
    [Fact]
    public async Task Of_two_clocks_at_once_one_moves_her()
    {
        var spring = await Started(await centres.AddPool(1, occupied: 1, trade: Sewing), 10);
        var autumn = await Intake(spring, 100, 3);
        var referrals = new List<Guid>();
        for (var i = 0; i < 5; i++)
            referrals.Add(await centres.Send([spring], waitlist: true));
        centres.Clock.Advance(TimeSpan.FromDays(11));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(centres.ActOnDue)));

        (await centres.Counts(spring)).ShouldBe((1, 0, 0));
        (await centres.Counts(autumn)).ShouldBe((0, 3, 2));
        await CountsAreRows(spring, autumn);
        foreach (var referral in referrals)
            (await centres.Told(referral)).Count(e => e.PoolId == autumn.Pool).ShouldBe(1);
    }

    private async Task CountsAreRows(params House[] houses)
    {
        foreach (var house in houses)
        {
            var (pool, waiting) = (
                await centres.Row(house),
                await centres.Read(db =>
                    db.Attempts.CountAsync(a => a.PoolId == house.Pool && a.Status == Status.OnHold)
                )
            );
            var held = await centres.Read(db => db.Holds.Where(h => h.PoolId == house.Pool).SumAsync(h => h.Places));
            (pool.Held, pool.Waiting).ShouldBe((held, waiting));
        }
    }

    private async Task<House> Started(House course, double days)
    {
        var etag = (await Ask(course, HttpMethod.Get, $"/pools/{course.Pool}")).ETag;
        (
            await Ask(
                course,
                HttpMethod.Put,
                $"/pools/{course.Pool}/start",
                new { startsAt = centres.Now.AddDays(days) },
                etag
            )
        ).ShouldBeOk();
        return course;
    }

    private async Task<House> Intake(House course, double days, int maximum)
    {
        var made = await Ask(
            course,
            HttpMethod.Post,
            $"/pools/{course.Pool}/intakes",
            new { startsAt = centres.Now.AddDays(days), maximum }
        );
        made.Status.ShouldBe(201, made.Body.ToString());
        return course with { Pool = Guid.Parse(made.Text("id")) };
    }

    private Task<Answer> Ask(
        House house,
        HttpMethod method,
        string path,
        object? body = null,
        string? ifMatch = null
    ) => centres.Ask(method, path, TestTokens.Provider(house.Organisation), body, ifMatch);
}
