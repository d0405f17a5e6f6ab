using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>Whether she has work after a course: her centre asks, and whoever referred her hears it.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class WorkTests(ServiceUnderTest service)
{
    private readonly Guid _attempt = Guid.NewGuid();
    private readonly string _mine = TestTokens.Caseworker(Guid.NewGuid());

    [Fact]
    public async Task Who_referred_her_hears_what_became_of_the_course_and_the_last_word_counts()
    {
        var id = await Learned();
        var before = (await Read(id)).ETag;
        var asked = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

        await Hear(id, 3, "self-employed", asked.AddDays(2));
        await Hear(id, 3, "not-reached", asked);
        await Hear(id, 6, "employed", asked.AddMonths(3));

        var after = await Read(id);
        after
            .Body.GetProperty("work")
            .EnumerateArray()
            .Select(w =>
                (
                    w.GetProperty("month").GetInt32(),
                    w.GetProperty("result").GetString(),
                    w.GetProperty("at").GetDateTimeOffset()
                )
            )
            .ShouldBe([(3, "self-employed", asked.AddDays(2)), (6, "employed", asked.AddMonths(3))]);
        after.ETag.ShouldNotBe(before, "whoever shows it reads it again");
        (
            await service.Read(db => Task.FromResult(db.Work.Single(w => w.ReferralId == id && w.Month == 3).FirstAt))
        ).ShouldBe(asked, "it is counted where it was first said");
    }

    [Fact]
    public async Task Nobody_else_hears_it()
    {
        var id = await Learned();
        await Hear(id, 3, "employed", service.Clock.GetUtcNow());

        (await service.Get($"/api/referrals/{id}", TestTokens.Caseworker(Guid.NewGuid()))).Expect(404);
    }

    private async Task<Guid> Learned()
    {
        var course = await service.AddPool(kind: "training");
        var id = await service.Send(_mine, course);
        await service.Say(id, course, Status.Completed, "helped", version: 5, attempt: _attempt);
        return id;
    }

    private Task Hear(Guid referral, int month, string result, DateTimeOffset at) =>
        service.Deliver(new WorkRecorded(_attempt, referral, month, result, "person-1", at));

    private async Task<Answer> Read(Guid id) => (await service.Get($"/api/referrals/{id}", _mine)).Expect(200);
}
