using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Tests.Figures;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>An organisation's list hears which of its referrals has changed.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class FollowTests(ServiceUnderTest service)
{
    private readonly string _mine = TestTokens.Caseworker();

    [Fact]
    public async Task A_stream_begins_with_what_changes_after_it_was_opened_and_goes_on_where_it_was_cut()
    {
        var pool = await service.AddPool();
        var (first, second, another) = (
            await service.Send(_mine, pool),
            await service.Send(_mine, pool),
            await service.Send(TestTokens.Caseworker(), pool)
        );
        string? last;
        using (var stream = await Open(null))
        {
            await stream.UntilPing();
            Later();
            await service.Say(first, pool, Status.Received, Business.Held);
            await service.Say(another, pool, Status.Received, Business.Held);
            var told = await stream.Next();
            (told.Event, told.Data).ShouldBe(("changed", $$"""{"id":"{{first}}"}"""));
            last = told.Id;
        }

        Later();
        (
            await service.Ask(
                HttpMethod.Post,
                $"/api/referrals/{second}/actions/withdraw",
                _mine,
                new { reason = "unsafe" }
            )
        ).Expect(200);

        using (var stream = await Open(last))
        {
            // What changed shortly before may have been committed since: it is told once more.
            foreach (var id in new[] { first, second })
                (await stream.Next()).Data.ShouldBe($$"""{"id":"{{id}}"}""");
            (await stream.UntilPing()).ShouldBe(0);
        }
        using (var stream = await Open("0"))
            (await stream.UntilPing()).ShouldBe(2);
    }

    [Fact]
    public async Task A_change_that_only_fills_in_is_told_too()
    {
        var (pool, attempt) = (await service.AddPool(), Guid.NewGuid());
        var id = await service.Send(_mine, pool);
        await service.Say(id, pool, Status.Accepted, Business.Accepted, version: 2, attempt: attempt);
        using var stream = await Open(null);
        await stream.UntilPing();
        Later();

        await service.Say(id, pool, Status.Received, Business.Held, version: 1, attempt: attempt);

        (await stream.Next()).Data.ShouldBe($$"""{"id":"{{id}}"}""");
    }

    [Fact]
    public async Task More_that_changed_in_one_moment_than_a_page_holds_is_told_whole()
    {
        var (organisation, house) = (Guid.NewGuid(), Past.Pool("0102"));
        using var stream = await Events.Open(
            service.Http,
            "/api/referrals/stream",
            TestTokens.Caseworker(organisation)
        );
        await stream.UntilPing();
        Later();
        var all = Enumerable
            .Range(0, 501)
            .Select(_ => Past.Sent(service.Clock.GetUtcNow(), "normal", Status.Requested, house))
            .ToList();
        all.ForEach(referral => referral.OrganisationId = organisation);

        await service.Read(db =>
        {
            db.AddRange(all);
            return db.SaveChangesAsync();
        });

        var told = new HashSet<string?>();
        foreach (var _ in all)
            told.Add((await stream.Next()).Data);
        told.ShouldBe(all.Select(referral => $$"""{"id":"{{referral.Id}}"}"""), ignoreOrder: true);
    }

    [Fact]
    public async Task Pings_come_by_the_clock_whatever_moves_that_the_caller_may_not_see()
    {
        var (organisation, attempt, pool) = (Guid.NewGuid(), Guid.NewGuid(), await service.AddPool());
        var id = (
            await service.Refer(
                TestTokens.Caseworker(organisation),
                pool,
                never: new { persons = new[] { "colleague" } }
            )
        )
            .Expect(202)
            .Body.GetProperty("id")
            .GetGuid();
        using var stream = await Events.Open(
            service.Http,
            "/api/referrals/stream",
            TestTokens.Of(organisation, "colleague", Roles.Caseworker)
        );
        (await stream.UntilPing()).ShouldBe(0);

        service.Clock.Advance(TimeSpan.FromSeconds(15));
        var ping = stream.UntilPing();
        for (var version = 1; !ping.IsCompleted; version++)
        {
            await service.Say(id, pool, Status.Received, Business.Held, version, attempt: attempt);
            Later();
            await Task.Delay(100);
        }

        (await ping).ShouldBe(0);
    }

    [Fact]
    public async Task Pages_that_nothing_happens_to_ask_the_database_nothing()
    {
        using Events one = await Open(null),
            other = await Open(null);
        foreach (var stream in new[] { one, other })
            await stream.UntilPing();
        service.Statements.Take();
        var looks = 0;

        // The streams of the tests before may still read what woke them: it is counted anew after each that asks for
        // rows.
        await Eventually.IsSo(
            () =>
            {
                foreach (var sql in service.Statements.Take("Referrals"))
                    looks = sql.Contains("ORDER BY", StringComparison.Ordinal) ? 0 : looks + 1;
                return Task.FromResult(looks > 2);
            },
            "somebody looked for both of them, three times, and neither asked"
        );
    }

    private void Later() => service.Clock.Advance(TimeSpan.FromMilliseconds(1));

    private Task<Events> Open(string? last) => Events.Open(service.Http, "/api/referrals/stream", _mine, last);
}
