namespace ReferralNetwork.Referrals.Tests;

/// <summary>Hours that count for treatment run from what happened, whenever it is told.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class MedicalWindowTests(ServiceUnderTest service)
{
    private readonly string _mine = TestTokens.Caseworker(Guid.NewGuid());

    [Fact]
    public async Task Fifty_hours_after_it_happened_twenty_two_are_left_and_its_sender_sees_them()
    {
        var id = await service.Send(_mine, await service.AddPool(kind: "medical"), medicalWindow: 72, hoursAgo: 50);

        var sent = (await service.Get($"/api/referrals/{id}", _mine)).Expect(200).Body;
        sent.GetProperty("medicalWindowEndsAt")
            .GetDateTimeOffset()
            .ShouldBe(sent.GetProperty("createdAt").GetDateTimeOffset().AddHours(22));
    }

    [Theory]
    [InlineData(72, null)]
    [InlineData(null, 5)]
    [InlineData(72, 73)]
    [InlineData(120, 121)]
    [InlineData(72, -1)]
    public async Task A_window_needs_an_hour_within_it(int? window, int? hoursAgo) =>
        (await Ask(window, hoursAgo))
            .Expect(400)
            .Body.GetProperty("errors")
            .TryGetProperty("happenedAt", out _)
            .ShouldBeTrue();

    [Fact]
    public async Task The_last_hour_of_a_window_is_in_it() => (await Ask(120, 119)).Expect(202);

    private async Task<Answer> Ask(int? medicalWindow, int? hoursAgo)
    {
        var pool = await service.AddPool(kind: "medical");
        return await service.Ask(
            HttpMethod.Post,
            "/api/referrals",
            _mine,
            new
            {
                kind = pool.Kind,
                urgency = "normal",
                medicalWindow,
                happenedAt = hoursAgo is { } hours ? service.Clock.GetUtcNow().AddHours(-hours) : (DateTimeOffset?)null,
                plan = new[] { pool.PoolId },
                survivor = new { sex = "female", age = 24 },
                consent = service.Consent("name"),
            }
        );
    }
}
