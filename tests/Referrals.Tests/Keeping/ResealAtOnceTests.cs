using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Testing.Databases;

namespace ReferralNetwork.Referrals.Tests.Keeping;

/// <summary>On PostgreSQL, what is sealed again is written by the service at the same time.</summary>
[Trait("Needs", "PostgreSQL")]
public sealed class ResealAtOnceTests(PrivatePostgres postgres)
{
    private const int Calls = 250;
    private readonly Guid _hotline = Guid.NewGuid();

    [Fact]
    public async Task A_number_that_is_forgotten_while_all_are_sealed_again_stays_forgotten()
    {
        await using var database = new TestDatabase(await postgres.Server(), typeof(ReferralsDb));
        var key = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.key");
        await (await Replica.Over(database, ("MasterKey:File", key))).DisposeAsync();
        var calls = Note(MasterKey.ReadOrCreate(key));
        database.Db.AddRange(calls);
        await database.Db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            key,
            $"{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}\n{await File.ReadAllTextAsync(key)}"
        );
        await using var service = await (await Replica.Over(database, ("MasterKey:File", key))).Start();

        var calledBack = calls.Where((_, i) => i % 2 == 0).ToList();
        await Task.WhenAll(Reseal(service), CallBack(service.Http, calledBack));

        (await Reseal(service)).ShouldBe(0);
        var now = database.Db.Set<Call>().AsNoTracking().ToDictionary(call => call.Id, call => call.SealedNumber);
        var sealer = new Sealer(MasterKey.ReadOrCreate(key));
        calledBack.ShouldAllBe(call => now[call.Id] == null);
        calls
            .Except(calledBack)
            .ShouldAllBe(call => sealer.Open<string>(Call.NumberPurpose, call.Id, now[call.Id]!) == "+85512000000");
        File.Delete(key);
    }

    private List<Call> Note(MasterKey master)
    {
        var (sealer, now) = (new Sealer(master), DateTimeOffset.UtcNow);
        return
        [
            .. Enumerable
                .Range(0, Calls)
                .Select(_ => Guid.NewGuid())
                .Select(id => new Call
                {
                    Id = id,
                    OrganisationId = _hotline,
                    At = now,
                    Caller = "dropped",
                    NumberUntil = now + Call.KeepNumber,
                    SealedNumber = sealer.Seal(Call.NumberPurpose, id, "+85512000000"),
                }),
        ];
    }

    private static async Task<int> Reseal(Replica service)
    {
        var output = new StringWriter();
        (await Commands.Run(service.App, ["reseal"], output)).ShouldBe(0);
        return int.Parse(output.ToString().Split(' ')[0], CultureInfo.InvariantCulture);
    }

    private async Task CallBack(HttpClient http, IEnumerable<Call> calls)
    {
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            TestTokens.Caseworker(_hotline)
        );
        foreach (var call in calls)
            (await http.PostAsync($"/api/calls/{call.Id}/called-back", null)).IsSuccessStatusCode.ShouldBeTrue();
    }
}
