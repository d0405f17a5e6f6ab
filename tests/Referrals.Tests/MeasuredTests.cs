using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>What a provider asks long after its help: whoever referred her hears it.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class MeasuredTests(ServiceUnderTest service)
{
    private readonly Guid _attempt = Guid.NewGuid();
    private const string Three = "work-at-three-months";
    private const string Six = "work-at-six-months";
    private readonly string _mine = TestTokens.Caseworker(Guid.NewGuid());

    [Fact]
    public async Task Who_referred_her_hears_what_became_of_the_course_and_the_last_word_counts()
    {
        var id = await Learned();
        var before = (await Read(id)).ETag;
        var asked = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

        await Hear(id, Three, "self-employed", asked.AddDays(2));
        await Hear(id, Three, "not-reached", asked);
        await Hear(id, Six, "employed", asked.AddMonths(3));

        var after = await Read(id);
        after
            .Body.GetProperty("measured")
            .EnumerateArray()
            .Select(w =>
                (
                    w.GetProperty("measure").GetString(),
                    w.GetProperty("result").GetString(),
                    w.GetProperty("at").GetDateTimeOffset()
                )
            )
            .ShouldBe([(Three, "self-employed", asked.AddDays(2)), (Six, "employed", asked.AddMonths(3))]);
        after.ETag.ShouldNotBe(before, "whoever shows it reads it again");
        (
            await service.Read(db =>
                Task.FromResult(db.Measured.Single(o => o.ReferralId == id && o.Measure == Three).FirstAt)
            )
        ).ShouldBe(asked, "it is counted where it was first said");
    }

    [Fact]
    public async Task Nobody_else_hears_it()
    {
        var id = await Learned();
        await Hear(id, Three, "employed", service.Clock.GetUtcNow());

        (await service.Get($"/api/referrals/{id}", TestTokens.Caseworker(Guid.NewGuid()))).Expect(404);
    }

    private async Task<Guid> Learned()
    {
        var course = await service.AddPool(kind: "training");
        var id = await service.Send(_mine, course);
        await service.Say(id, course, Status.Completed, "helped", version: 5, attempt: _attempt);
        return id;
    }

    private Task Hear(Guid referral, string measure, string result, DateTimeOffset at) =>
        service.Deliver(new OutcomeMeasured(_attempt, referral, "training", measure, result, "person-1", at));

    private async Task<Answer> Read(Guid id) => (await service.Get($"/api/referrals/{id}", _mine)).Expect(200);
}
