using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Figures;

namespace ReferralNetwork.Referrals.Tests.Figures;

/// <summary>Whole months, counted once, without people.</summary>
public sealed class FigureTests : IAsyncLifetime
{
    private readonly ServiceUnderTest _service = new();
    private readonly string _coordinator = TestTokens.For(Guid.NewGuid(), Roles.Coordinator);
    private Month _month;

    public async ValueTask InitializeAsync()
    {
        await _service.InitializeAsync();
        // Noon of the 20th: the month is long, and everything of it is past when it is closed on the 4th of the next.
        _month = Month.Of(_service.Clock.GetUtcNow());
        _service.Clock.AdjustTime(_month.From.AddDays(19.5));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private DateTimeOffset Noon => _month.From.AddDays(9.5);

    [Fact]
    public async Task A_month_is_closed_some_days_after_its_end_and_not_before()
    {
        await Add([.. Past.Many(5, Noon, Past.Pool("0102"), "normal", Status.Accepted, Business.Accepted)]);

        await CloseAt(_month.Until.AddDays(3).AddSeconds(-1));
        (await Months()).ShouldBeEmpty();
        await CloseAt(_month.Until.AddDays(3));
        (await Months()).ShouldBe([$"{_month}"]);
        (await Read($"{_month}")).GetProperty("closedAt").GetDateTimeOffset().ShouldBe(_month.Until.AddDays(3));
    }

    [Fact]
    public async Task Without_a_referral_there_is_no_month_and_after_the_first_every_month_is_closed()
    {
        await CloseAt(_month.Until.AddDays(40));
        (await Months()).ShouldBeEmpty();

        await Add(Past.Pool("0102"), Past.Sent(_month.From, "normal", Status.Requested, Past.Pool("0102")));
        await CloseAt(_month.Next.Next.Next.From.AddDays(4));
        (await Months()).ShouldBe([$"{_month.Next.Next}", $"{_month.Next}", $"{_month}"]);
        Value(await Read($"{_month.Next}"), "sent shelter all all").ShouldBeNull("none is hidden like few");
    }

    [Fact]
    public async Task A_survivors_unmet_need_is_counted_once_however_often_it_was_asked_for()
    {
        var (house, clinic) = (Past.Pool("0102"), Past.Pool("0102", "medical"));
        var rows = new List<object> { house, clinic };
        for (var i = 0; i < 6; i++)
        {
            var shelters = Enumerable.Range(0, 3).Select(_ => Past.Sent(Noon, "normal", Status.Failed, house)).ToList();
            var medical = Past.Sent(Noon, "normal", Status.Failed, clinic);
            foreach (var one in shelters.Append(medical))
                one.CaseId = shelters[0].Id;
            rows.AddRange([.. shelters, medical]);
            rows.AddRange(
                shelters.SelectMany(one => Past.Asked(one, house, true, (Status.Rejected, Business.NoCapacity, 1)))
            );
            // Reopened, and again in vain.
            rows.AddRange(Past.Asked(shelters[0], house, true, (Status.Rejected, Business.NoCapacity, 2)));
            rows.AddRange(Past.Asked(medical, clinic, true, (Status.Rejected, Business.NoCapacity, 1)));
        }
        await Add([.. rows]);

        await CloseAt(_month.Until.AddDays(3));

        var figures = await Read($"{_month}");
        Value(figures, "unmet shelter all all").ShouldBe(6);
        Value(figures, "unmet medical all all").ShouldBe(6);
    }

    [Fact]
    public async Task Each_thing_is_counted_once_in_its_month_and_where_it_happened()
    {
        var (house, other) = (Past.Pool("0102"), Past.Pool("1204"));
        // Of the month by Cambodia's clock, of the one before by any other.
        var sent = Enumerable
            .Range(0, 6)
            .Select(_ => Past.Sent(_month.From, "emergency", Status.Requested, other, house))
            .ToList();
        // The first house of the plan was gone when she was sent on: where she was asked for is where she counts.
        await Add([.. sent, .. sent.SelectMany(one => Past.Asked(one, house, false, (Status.Rejected, "staff", 45)))]);
        await Add([.. Past.Many(6, Noon, house, "urgent", Status.Accepted, Business.Accepted, minutes: 31)]);
        // Told twice, as an arrival is put off; and the month before.
        await Add([
            .. Enumerable
                .Range(0, 5)
                .Select(_ => Past.Sent(_month.From.AddDays(-1), "normal", Status.Accepted, house))
                .SelectMany(one =>
                    Past.Asked(
                            one,
                            house,
                            false,
                            (Status.Received, Business.Held, 0),
                            (Status.Accepted, Business.Accepted, 10),
                            (Status.Accepted, Business.Accepted, 3000)
                        )
                        .Append(one)
                ),
        ]);
        await Add([.. Past.Many(7, Noon, house, "normal", Status.Rejected, Business.NoCapacity, exhausted: true)]);
        await Add([.. Past.Many(5, Noon, house, "normal", Status.Rejected, Business.NoResponse)]);
        await Add([
            .. Past.Many(8, Noon, house, "normal", Status.Completed, "helped"),
            .. Past.Many(5, Noon, house, "urgent", Status.Completed, "left"),
        ]);
        // Entered in error.
        await Add([
            .. Enumerable
                .Range(0, 9)
                .Select(_ => Past.Sent(Noon, "normal", Status.EnteredInError, house))
                .SelectMany(one =>
                    Past.Asked(
                            one,
                            house,
                            true,
                            (Status.Accepted, Business.Accepted, 1),
                            (Status.Completed, "helped", 2)
                        )
                        .Append(one)
                ),
        ]);
        // Of the month after.
        await Add([.. Past.Many(9, _month.Until, house, "emergency", Status.Accepted, Business.Accepted)]);
        await Add(house, other);
        await Close();

        var figures = await Read($"{_month}");
        Value(figures, "sent all all all").ShouldBe(37);
        Value(figures, "sent shelter urgency emergency").ShouldBe(6);
        Value(figures, "accepted shelter all all").ShouldBe(6);
        Value(figures, "accepted shelter all all", "minutes").ShouldBe(35, "the middle one waited 33 minutes");
        Value(figures, "declined shelter all all").ShouldBe(11);
        Value(figures, "declined shelter urgency emergency", "minutes").ShouldBe(5, "asked and answered in one");
        Value(figures, "unmet shelter all all").ShouldBe(7);
        Value(figures, "ended shelter all all").ShouldBe(13);
        Value(figures, "ended shelter outcome helped").ShouldBe(8);
        Value(figures, "ended shelter outcome left")
            .ShouldBeNull("13 less 8 and 5 would say that nobody ended otherwise");
        // Nobody in the other province: that is hidden, and with it how many are in this one.
        Value(figures, "sent shelter province 12").ShouldBeNull();
        Value(figures, "sent shelter province 01").ShouldBeNull();
        figures
            .GetProperty("items")
            .EnumerateArray()
            .Where(item => item.GetProperty("count").ValueKind == JsonValueKind.Null)
            .ShouldAllBe(item => item.GetProperty("minutes").ValueKind == JsonValueKind.Null);
        figures
            .GetProperty("items")
            .EnumerateArray()
            .Select(item => item.GetProperty("kind").GetString())
            .Distinct()
            .ShouldBe(["all", "shelter"], "no pool of another kind is there");
    }

    [Fact]
    public async Task Who_is_in_a_house_is_counted_beside_its_places_when_the_month_is_closed()
    {
        await Add(
            Past.Pool("0102", occupied: 7),
            Past.Pool("0102", maximum: 20, occupied: 21),
            Past.Pool("1204", maximum: 8, occupied: 8),
            Past.Pool("1204", maximum: 99, occupied: 99, removed: true)
        );
        await Add(Past.Sent(Noon, "normal", Status.Requested, Past.Pool("0102")));
        await Close();

        var figures = await Read($"{_month}");
        Value(figures, "occupied shelter all all").ShouldBe(36);
        Value(figures, "occupied shelter district 0102").ShouldBe(28);
        Value(figures, "places shelter all all").ShouldBe(38);
        Value(figures, "places shelter province 12").ShouldBe(8);
    }

    [Fact]
    public async Task A_month_that_is_closed_late_does_not_say_who_was_there()
    {
        await Add(Past.Pool("0102", occupied: 7), Past.Sent(Noon, "normal", Status.Requested, Past.Pool("0102")));
        await CloseAt(_month.Next.Next.From.AddDays(4));

        string?[] Measures(JsonElement figures) =>
            [
                .. figures
                    .GetProperty("items")
                    .EnumerateArray()
                    .Select(item => item.GetProperty("measure").GetString())
                    .Distinct(),
            ];
        Measures(await Read($"{_month}")).ShouldBe(["sent", "accepted", "declined", "unmet", "ended"]);
        Measures(await Read($"{_month.Next}"))
            .ShouldBe(["sent", "accepted", "declined", "unmet", "ended", "occupied", "places"]);
    }

    [Fact]
    public async Task Work_after_a_course_is_counted_in_the_month_in_which_it_was_asked_for()
    {
        var course = Past.Pool("0102", "training");
        await Add([
            course,
            .. Past.Many(5, Noon.AddMonths(-8), course, "normal", Status.Accepted, Business.Accepted),
            .. Past.Measured(9, Noon, course, "work-at-three-months", "employed"),
            .. Past.Measured(6, Noon, course, "work-at-three-months", "not-working"),
            .. Past.Measured(2, Noon, course, "work-at-three-months", "studying"),
            .. Past.Measured(7, Noon, course, "work-at-six-months", "employed"),
            .. Past.Measured(5, Noon, course, "work-at-three-months", "employed", Status.EnteredInError),
            .. Past.Measured(5, _month.Until, course, "work-at-three-months", "employed"),
        ]);
        await Close();

        var figures = await Read($"{_month}");
        Value(figures, "work-at-three-months training all all").ShouldBe(17);
        Value(figures, "work-at-three-months training work employed").ShouldBe(9);
        Value(figures, "work-at-three-months training work studying").ShouldBeNull();
        Value(figures, "work-at-six-months training all all").ShouldBe(7);

        await CloseAt(_month.Next.Until.AddDays(4));
        Value(await Read($"{_month.Next}"), "work-at-three-months training all all").ShouldBe(5);
    }

    [Fact]
    public async Task What_is_decided_stays_whatever_is_learned_later()
    {
        var house = Past.Pool("0102");
        await Add([house, .. Past.Many(5, Noon, house, "normal", Status.Accepted, Business.Accepted)]);
        await Close();
        var (json, csv) = ((await Read($"{_month}")).ToString(), await Csv($"{_month}"));

        await Add([Past.Pool("1204"), .. Past.Many(1, Noon, house, "normal", Status.Accepted, Business.Accepted)]);
        await Close();

        (await Read($"{_month}")).ToString().ShouldBe(json);
        (await Csv($"{_month}")).ShouldBe(csv);
        (await Months()).ShouldBe([$"{_month}"]);
    }

    [Fact]
    public async Task What_is_hidden_is_in_no_answer_and_not_in_the_table()
    {
        var (house, clinic) = (Past.Pool("0102"), Past.Pool("1204", "medical"));
        await Add([
            house,
            clinic,
            .. Past.Many(3, Noon, clinic, "urgent", Status.Accepted, Business.Accepted),
            .. Past.Many(8, Noon, house, "urgent", Status.Accepted, Business.Accepted),
        ]);
        await Close();

        Value(await Read($"{_month}"), "sent all all all").ShouldBe(11);
        Value(await Read($"{_month}"), "sent medical all all").ShouldBeNull();
        Value(await Read($"{_month}"), "sent shelter all all").ShouldBeNull("11 less 8 would be the clinic's");
        var lines = (await Csv($"{_month}")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("month,measure,kind,by,key,count,minutes");
        lines.ShouldContain($"{_month},sent,all,all,all,11,");
        lines.ShouldContain($"{_month},accepted,medical,all,all,,");
        lines
            .Skip(1)
            .ShouldAllBe(
                line =>
                    System.Text.RegularExpressions.Regex.IsMatch(
                        line,
                        @"^\d{4}-\d\d,[a-z-]+,[a-z-]+,[a-z]+,[a-z0-9-]+,\d*,\d*$"
                    ),
                "codes and numbers"
            );
        (
            await _service.Read(db => db.Figures.Where(f => f.Measure != "places" && f.Count < 5).ToListAsync())
        ).ShouldBeEmpty();
        (
            await _service.Read(db => db.Figures.Where(f => f.Count == null && f.Minutes != null).ToListAsync())
        ).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_part_can_be_asked_for_and_what_is_no_month_or_no_code_is_named()
    {
        var house = Past.Pool("0102");
        await Add([
            house,
            Past.Pool("1204", "medical"),
            .. Past.Many(5, Noon, house, "normal", Status.Accepted, Business.Accepted),
        ]);
        await Close();

        var wanted = (await Read($"{_month}?kind=shelter&by=urgency")).GetProperty("items").EnumerateArray().ToList();
        wanted.Count.ShouldBe(15);
        wanted.ShouldAllBe(item =>
            item.GetProperty("kind").GetString() == "shelter" && item.GetProperty("by").GetString() == "urgency"
        );
        (await Csv($"{_month}", "?kind=all")).Split("\r\n").Length.ShouldBe(1 + 7 + 1);
        foreach (var end in new[] { "", ".csv" })
        {
            (await Ask($"2026-13{end}"))
                .Expect(400)
                .Body.GetProperty("errors")
                .EnumerateObject()
                .Select(error => error.Name)
                .ShouldBe(["yearMonth"]);
            (await Ask($"{_month}{end}?kind=castle"))
                .Expect(400)
                .Body.GetProperty("errors")
                .EnumerateObject()
                .Select(error => error.Name)
                .ShouldBe(["kind"]);
            (await Ask($"{_month}{end}?by=organisation"))
                .Expect(400)
                .Body.GetProperty("errors")
                .EnumerateObject()
                .Select(error => error.Name)
                .ShouldBe(["by"]);
            (await Ask($"{_month.Next}{end}")).Expect(404);
        }
    }

    [Fact]
    public async Task The_questions_of_a_month_go_by_an_index()
    {
        await using var scope = _service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReferralsDb>();
        foreach (
            var (query, index) in new (IQueryable Query, string Index)[]
            {
                (Clocks.MonthQueries.Sent(db, _month.From, _month.Until), "IX_Referrals_CreatedAt"),
                (Clocks.MonthQueries.Responses(db, _month.From, _month.Until), "IX_History_BusinessStatus_At"),
                (
                    Clocks.MonthQueries.Measured(db, "work-at-three-months", _month.From, _month.Until),
                    "IX_MeasuredOutcomes_Measure_FirstAt"
                ),
                (
                    Features.ReadFigures.Select(db, "2026-10", "shelter", "urgency"),
                    "sqlite_autoindex_Figures_1 (Month=? AND Kind=? AND By=?)"
                ),
            }
        )
        {
            var steps = await Plan(db, query);
            steps[0].ShouldContain(index, customMessage: string.Join('\n', steps));
            steps
                .Where(step =>
                    step.StartsWith("SCAN", StringComparison.Ordinal)
                    && !step.Contains("USING", StringComparison.Ordinal)
                )
                .ShouldBeEmpty();
        }
    }

    private static async Task<List<string>> Plan(ReferralsDb db, IQueryable query)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + query.ToQueryString().Split("\n\n")[^1];
        await db.Database.OpenConnectionAsync();
        await using var reader = await command.ExecuteReaderAsync();
        var steps = new List<string>();
        while (await reader.ReadAsync())
            steps.Add(reader.GetString(3));
        return steps;
    }

    private Task Close() => CloseAt(_month.Until.AddDays(4));

    private async Task CloseAt(DateTimeOffset at)
    {
        _service.Clock.AdjustTime(at);
        await _service.CloseMonths();
    }

    private Task Add(params object[] rows) =>
        _service.Read(async db =>
        {
            db.AddRange(rows);
            return await db.SaveChangesAsync();
        });

    private async Task<IReadOnlyList<string?>> Months() =>
        [
            .. (await _service.Get("/api/figures", _coordinator))
                .Expect(200)
                .Items.Select(month => month.GetProperty("month").GetString()),
        ];

    private Task<Answer> Ask(string path) => _service.Get($"/api/figures/{path}", _coordinator);

    private async Task<JsonElement> Read(string path) => (await Ask(path)).Expect(200).Body;

    private async Task<string> Csv(string month, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/figures/{month}.csv{query}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _coordinator);
        using var answer = await _service.Http.SendAsync(request);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe($"figures-{month}.csv");
        return await answer.Content.ReadAsStringAsync();
    }

    private static int? Value(JsonElement figures, string which, string member = "count")
    {
        var value = figures
            .GetProperty("items")
            .EnumerateArray()
            .Single(item =>
                string.Join(
                    ' ',
                    new[] { "measure", "kind", "by", "key" }.Select(name => item.GetProperty(name).GetString())
                ) == which
            )
            .GetProperty(member);
        return value.ValueKind == JsonValueKind.Null ? null : value.GetInt32();
    }
}
