namespace ReferralNetwork.Capacity.Tests.Medical;

/// <summary>What a clinic sees first, and its day by the hour.</summary>
[Collection(nameof(Clinics))]
public sealed class DayTests(Clinics clinics)
{
    private static readonly TimeSpan Cambodia = TimeSpan.FromHours(7);

    [Fact]
    public async Task Whose_hours_run_comes_first_and_of_two_whose_end_sooner_until_she_has_come()
    {
        var clinic = await clinics.AddPool(9);
        var normal = await clinics.Send([clinic], "normal");
        await clinics.Pass(TimeSpan.FromDays(13.9));
        var emergency = await clinics.Send([clinic], "emergency");
        var (five, three) = (await Windowed(clinic, 120), await Windowed(clinic, 72));
        // Accepted, it has half a day: all others are due sooner.
        (await clinics.Act(clinic, three, "accept")).ShouldBeOk();

        (await Order(clinic)).ShouldBe([three, five, emergency, normal]);
        (await clinics.Ask(HttpMethod.Get, "/inbox?open=true&limit=2", TestTokens.Provider(clinic.Organisation)))
            .ShouldBeOk()
            .Body.GetProperty("items")
            .EnumerateArray()
            .Select(item => clinics.ReferralOf(item))
            .ShouldBe([three, five], ignoreOrder: true);
        (await clinics.Act(clinic, three, "arrive")).ShouldBeOk();
        (await Order(clinic)).ShouldBe([five, emergency, normal, three]);
    }

    [Fact]
    public async Task A_day_is_Cambodias_and_tells_by_the_hour_who_comes_for_what()
    {
        var clinic = await clinics.AddPool(9);
        var (first, second, other) = (
            await Accepted(clinic),
            await Accepted(clinic),
            await Accepted(await clinics.AddPool(1))
        );
        // A day that begins seven hours before it does in UTC.
        var day = DateOnly.FromDateTime(clinics.Now.ToOffset(Cambodia).DateTime).AddDays(3);
        DateTimeOffset At(int hour) => new(day.ToDateTime(new TimeOnly(hour, 0)), Cambodia);
        await Visit(clinic, second, "counselling-session", At(0), interpreter: true);
        (await clinics.Act(clinic, first, "schedule", new { at = At(9), escort = "Ms Srey" })).ShouldBeOk();
        await Visit(clinic, second, "next-dose", At(23).AddMinutes(59));
        await Visit(clinic, second, "visit", At(0).AddDays(1));
        await Visit(clinic, second, "visit", At(0).AddMinutes(-1));
        var ended = await Visit(clinic, second, "examination", At(12));
        (
            await Ask(
                clinic,
                HttpMethod.Post,
                $"/inbox/{clinics.AttemptOf(clinic, second)}/agenda/{ended.Text("id")}/end",
                new { }
            )
        ).ShouldBeOk();
        (
            await clinics.Ask(
                HttpMethod.Get,
                $"/inbox/{clinics.AttemptOf(clinic, other)}",
                TestTokens.Provider(clinic.Organisation)
            )
        ).Status.ShouldBe(404);

        var lines = (await Ask(clinic, HttpMethod.Get, $"/day?date={day:yyyy-MM-dd}"))
            .ShouldBeOk()
            .Body.GetProperty("items")
            .EnumerateArray()
            .ToList();

        lines
            .ConvertAll(line => (clinics.ReferralOf(line), line.GetProperty("code").GetString()))
            .ShouldBe([(second, "counselling-session"), (first, "arrival"), (second, "next-dose")]);
        lines
            .ConvertAll(line =>
                (line.GetProperty("interpreter").GetBoolean(), line.GetProperty("accompanied").GetBoolean())
            )
            .ShouldBe([(true, false), (false, true), (false, false)]);
        lines[0].GetProperty("at").GetDateTimeOffset().ShouldBe(At(0));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("2026-02-30")]
    public async Task A_date_that_is_none_is_named(string date)
    {
        var refused = await Ask(await clinics.AddPool(1), HttpMethod.Get, $"/day?date={date}");

        refused.Status.ShouldBe(400);
        refused.Body.GetProperty("errors").TryGetProperty("date", out _).ShouldBeTrue();
    }

    private async Task<Guid> Windowed(House clinic, int hours)
    {
        var request = clinics.Request([clinic.Pool], "emergency") with
        {
            MedicalWindow = hours,
            MedicalWindowEndsAt = clinics.Now.AddHours(hours),
        };
        await clinics.Deliver(request);
        return request.ReferralId;
    }

    private async Task<Guid> Accepted(House clinic)
    {
        var referral = await clinics.Send([clinic]);
        (await clinics.Act(clinic, referral, "accept")).ShouldBeOk();
        return referral;
    }

    private async Task<Answer> Visit(
        House clinic,
        Guid referral,
        string code,
        DateTimeOffset at,
        bool interpreter = false
    )
    {
        var made = await Ask(
            clinic,
            HttpMethod.Post,
            $"/inbox/{clinics.AttemptOf(clinic, referral)}/agenda",
            new
            {
                code,
                at,
                interpreter,
            }
        );
        made.Status.ShouldBe(201, made.Body.ToString());
        return made;
    }

    private async Task<List<Guid>> Order(House clinic) =>
        [
            .. (await Ask(clinic, HttpMethod.Get, "/inbox?open=true"))
                .ShouldBeOk()
                .Body.GetProperty("items")
                .EnumerateArray()
                .Select(item => clinics.ReferralOf(item)),
        ];

    private Task<Answer> Ask(House clinic, HttpMethod method, string path, object? body = null) =>
        clinics.Ask(method, path, TestTokens.Provider(clinic.Organisation), body);
}
