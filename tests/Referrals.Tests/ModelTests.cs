using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>
/// The migrations make the model: a database made from them takes and gives back a row of every table of this service (the
/// platform's own are tested with the ledger).
/// </summary>
public sealed class ModelTests
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero).AddTicks(1230);

    [Fact]
    public async Task A_database_made_from_the_migrations_keeps_what_is_put_in()
    {
        var folder = Directory.CreateTempSubdirectory("referrals-tests-").FullName;
        await using var app = ServiceHost.Build<ReferralsModule>(new HostOptions(
            folder, new InProcessBus(), new Dictionary<string, string?> { ["Issuer:Address"] = "http://issuer.test" }));
        await ServiceHost.Prepare(app);
        var rows = Rows();

        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ReferralsDb>();
            db.Database.HasPendingModelChanges().ShouldBeFalse();
            db.AddRange(rows);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ReferralsDb>();
            rows.Select(row => row.GetType()).ShouldBe(
                db.Model.GetEntityTypes().Select(type => type.ClrType).Where(type => type.Assembly == typeof(ReferralsDb).Assembly), ignoreOrder: true);
            foreach (var row in rows)
            {
                var key = db.Model.FindEntityType(row.GetType())!.FindPrimaryKey()!.Properties.Select(p => p.PropertyInfo!.GetValue(row)).ToArray();
                var read = (await db.FindAsync(row.GetType(), key)).ShouldNotBeNull(row.GetType().Name);
                JsonSerializer.Serialize(read, row.GetType()).ShouldBe(JsonSerializer.Serialize(row, row.GetType()));
            }
        }
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    // Every member filled, Khmer included, times to the microsecond.
    private static object[] Rows()
    {
        var (id, organisation, pool, name) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), new LocalText("House", "ផ្ទះ"));
        return
        [
            new Referral
            {
                Id = id, CaseCode = "ABCD-1234", OrganisationId = organisation, OrganisationName = "អង្គការ", Kind = "shelter", Urgency = "urgent", MedicalWindow = 72,
                Survivor = new("female", 16, true, ["km"], ["hiv"], 1, [new("male", 4)], ["deaf"], "women", ["id"]), Plan = [pool, Guid.NewGuid()],
                ContinueOnRefusal = true, Waitlist = true, Status = "received", BusinessStatus = "held", Round = 2, CreatedAt = At, RequestedAt = At, UpdatedAt = At,
                ClosedAt = At, ToldAway = true, Version = 7,
            },
            new KnownAttempt
            {
                Id = Guid.NewGuid(), ReferralId = id, Round = 2, Ordinal = 1, PoolId = pool, OrganisationId = organisation, OrganisationName = "House", Version = 3,
                Status = "received", BusinessStatus = "held", HeldUntil = At, AnswerDueAt = At, ArrivalDueAt = At, Reason = "r", Outcome = "helped", Exit = "planned", PlanExhausted = true,
            },
            new HistoryRow
            {
                SubjectId = Guid.NewGuid(), SubjectVersion = 1, ReferralId = id, PoolId = pool, At = At, Status = "received", BusinessStatus = "held", By = "person",
                Reason = "r", SealedNote = [1, 2, 3],
            },
            new ConsentReceipt
            {
                Id = Guid.NewGuid(), ReferralId = id, Basis = "consent", Purposes = ["placement"], Recipients = [organisation], Fields = ["name"], Language = "km", How = "spoken",
                Interpreter = "none", LimitsExplained = true, Assent = false, Guardian = "unsafe", TextVersion = "1", SealedRecord = [1], TakenBy = "person", At = At, ExpiresAt = At, WithdrawnAt = At,
            },
            new ReferralKey { ReferralId = id, MasterKeyId = "0123456789abcdef", Key = new byte[60] },
            new SealedRow { ReferralId = id, What = SealedRow.Details, Sealed = new byte[50_000] },
            new AccessEntry { Id = Guid.NewGuid(), ReferralId = id, At = At, Who = "person", OrganisationId = organisation, OrganisationName = "House", What = "details", Why = "accepted" },
            new Alert { Id = Guid.NewGuid(), ReferralId = id, OrganisationId = organisation, Kind = "shelter", Code = "no-show", Coordinator = true, At = At },
            new AvailabilityRow
            {
                PoolId = pool, Version = long.MaxValue, AppliedAt = At,
                State = new(pool, 5, true, "shelter", Guid.NewGuid(), organisation, "House", name, new("01", "0102"), true, new(13.6, 102.5), "012 345", "places", false,
                    new("bed", 4, 1, 2, 3, At, At, "staff", true), new Eligibility(["female"], MinAge: 12), "{\"stay\":\"emergency\"}"),
            },
            new PlaceRow { Code = "010203", Name = name, Lat = 13.6, Lon = 102.5, Inherited = true },
        ];
    }
}
