using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Tests.Figures;
using ReferralNetwork.Testing.Databases;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>A row says when its transaction began, and others see it when that ends: in any order.</summary>
[Trait("Needs", "PostgreSQL")]
public sealed class CommitOrderTests(PrivatePostgres postgres)
{
    private readonly Guid _organisation = Guid.NewGuid();

    [Fact]
    public async Task A_stream_tells_what_is_committed_after_something_later()
    {
        await using var database = new TestDatabase(await postgres.Server(), typeof(ReferralsDb));
        await using var replica = await (await Replica.Over(database)).Start();
        await using var other = database.Again();
        using var stream = await Events.Open(
            replica.Http,
            "/api/referrals/stream",
            TestTokens.Caseworker(_organisation)
        );
        await stream.UntilPing();
        var now = DateTimeOffset.UtcNow.AddSeconds(1);
        var (slow, fast) = (Changed(now), Changed(now.AddSeconds(1)));

        await using var transaction = await database.Db.Database.BeginTransactionAsync();
        database.Db.Add(slow);
        await database.Db.SaveChangesAsync();
        other.Add(fast);
        await other.SaveChangesAsync();
        (await stream.Next()).Data.ShouldBe($$"""{"id":"{{fast.Id}}"}""");
        await transaction.CommitAsync();

        (await stream.Next()).Data.ShouldBe($$"""{"id":"{{slow.Id}}"}""");
    }

    private Referral Changed(DateTimeOffset at)
    {
        var referral = Past.Sent(at, "normal", Status.Requested, Past.Pool("0102"));
        referral.OrganisationId = _organisation;
        return referral;
    }
}
