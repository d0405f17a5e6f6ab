using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>The newest comes first whatever a database makes of the ids: these are in no order, as any are to SQL
/// Server.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class NewestFirstTests(ServiceUnderTest service)
{
    private readonly Guid _organisation = Guid.NewGuid();

    [Fact]
    public async Task Alerts_come_by_time_page_after_page_and_those_of_one_moment_each_once()
    {
        var now = service.Clock.GetUtcNow();
        // Three of each moment.
        var all = Enumerable
            .Range(0, 12)
            .Select(n => new Alert
            {
                Id = Guid.NewGuid(),
                ReferralId = Guid.NewGuid(),
                OrganisationId = _organisation,
                Kind = "shelter",
                Code = "no-response",
                Coordinator = false,
                At = now.AddSeconds(n / 3),
            })
            .ToList();
        await Add(all);

        var told = await Pages("/api/alerts", "referralId");

        told.ShouldBe(all.Select(alert => alert.ReferralId), ignoreOrder: true);
        told.Select(id => all.Find(alert => alert.ReferralId == id)!.At).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public async Task Calls_and_what_a_shift_left_come_by_time_page_after_page()
    {
        var now = service.Clock.GetUtcNow();
        var calls = Enumerable
            .Range(0, 9)
            .Select(n => new Call
            {
                Id = Guid.NewGuid(),
                OrganisationId = _organisation,
                At = now.AddSeconds(-n),
                Caller = "survivor",
            })
            .ToList();
        await Add(calls);

        (await Pages("/api/calls", "id")).ShouldBe(calls.Select(call => call.Id));
    }

    [Fact]
    public async Task What_no_list_has_answered_is_no_cursor()
    {
        foreach (var cursor in new[] { "x", $"{Guid.NewGuid()}" })
            (await service.Get($"/api/alerts?cursor={cursor}", TestTokens.Caseworker()))
                .Expect(400)
                .Body.GetProperty("errors")
                .TryGetProperty("cursor", out _)
                .ShouldBeTrue();
    }

    private Task Add<T>(IReadOnlyList<T> rows)
        where T : class =>
        service.Read(db =>
        {
            db.AddRange(rows);
            return db.SaveChangesAsync();
        });

    private async Task<List<Guid>> Pages(string path, string member)
    {
        var (told, cursor) = (new List<Guid>(), "");
        do
        {
            var page = (await service.Get($"{path}?limit=4{cursor}", TestTokens.Caseworker(_organisation))).Expect(200);
            told.AddRange(page.Items.Select(item => item.GetProperty(member).GetGuid()));
            cursor = page.Body.GetProperty("nextCursor").GetString() is { } next ? $"&cursor={next}" : null;
        } while (cursor is not null);
        return told;
    }
}
