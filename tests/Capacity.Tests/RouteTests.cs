using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>The migrations make the model: a database made from them takes and gives back a row of every table.</summary>
public sealed class ModelTests(Shelters service) : IClassFixture<Shelters>
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero).AddTicks(1230);

    [Fact]
    public async Task The_model_is_the_migrations()
    {
        (await service.Read(db => Task.FromResult(db.Database.HasPendingModelChanges()))).ShouldBeFalse();
        (await service.Read(db => db.Database.GetPendingMigrationsAsync())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_table_keeps_what_is_put_in()
    {
        var rows = Rows(service.Services.GetRequiredService<Sealer>());
        await service.Read(db =>
        {
            db.AddRange(rows);
            return db.SaveChangesAsync();
        });

        await using var scope = service.Services.CreateAsyncScope();
        var fresh = scope.ServiceProvider.GetRequiredService<CapacityDb>();
        rows.Select(row => row.GetType()).ShouldBe(fresh.Model.GetEntityTypes().Select(type => type.ClrType), ignoreOrder: true);
        foreach (var row in rows)
        {
            var key = fresh.Model.FindEntityType(row.GetType())!.FindPrimaryKey()!.Properties.Select(p => p.PropertyInfo!.GetValue(row)).ToArray();
            var read = (await fresh.FindAsync(row.GetType(), key)).ShouldNotBeNull(row.GetType().Name);
            JsonSerializer.Serialize(read, row.GetType()).ShouldBe(JsonSerializer.Serialize(row, row.GetType()));
        }
    }

    [Fact]
    public void Every_route_asks_for_a_role() => RoutePolicies.Endpoints(service.App)
        .Where(e => e.Metadata.GetMetadata<RolesAllowed>() is null).Select(e => e.RoutePattern.RawText!)
        .ShouldAllBe(route => route.StartsWith("/health") || route == "/metrics" || route.StartsWith("/openapi"));

    // Every member filled, Khmer included, times to the microsecond.
    private static object[] Rows(Sealer sealer)
    {
        var (name, organisation) = (new LocalText("House", "ផ្ទះ"), Guid.NewGuid());
        var site = new Site
        {
            Id = Guid.NewGuid(), OrganisationId = organisation, OrganisationName = "អង្គការ", Name = name, Area = new("01", "0102"),
            Public = true, Position = new(13.6, 102.5), IntakeContact = "012 345", Languages = ["km", "vi"], Version = 3,
        };
        site.SetAddress(sealer, "ក្រោយផ្សារ");
        var pool = new Pool
        {
            Id = Guid.NewGuid(), SiteId = site.Id, OrganisationId = organisation, Name = name, Unit = "bed", Access = "places",
            Eligibility = new(["female"], ["women"], 12, 17, 10, 2, true, false, true, ["legal"], ["km"], ["deaf"], ["id"], ["01"], 90, true, false, "08:00-17:00", "night", ["acute-medical"]),
            Trade = "{\"stay\":\"emergency\"}", Maximum = 4, Occupied = 1, Held = 2, Waiting = 3, Admitting = false, Overbooked = true, Estimate = true,
            Source = "staff", UpdatedAt = At, ConfirmedAt = At, Removed = true, EditVersion = 7, Version = long.MaxValue,
        };
        var survivor = new Survivor("female", 16, true, ["km"], ["hiv"], 1, [new("male", 4)], ["deaf"], "women", ["id"]);
        var attempt = new Attempt
        {
            Id = Guid.NewGuid(), ReferralId = Guid.NewGuid(), Round = 2, Ordinal = 1, PoolId = pool.Id, OrganisationId = organisation, OrganisationName = "House",
            ReferrerId = Guid.NewGuid(), ReferrerName = "NGO", CaseCode = "ABCD-1234", Urgency = "urgent", UrgencyRank = 1, MedicalWindow = 72, RequestedAt = At,
            Survivor = survivor, Status = "ready", BusinessStatus = "scheduled", Reason = "other", Outcome = "helped", Exit = "planned", HeldUntil = At,
            AnswerDueAt = At, ArrivalDueAt = At, ScheduledAt = At, WaitingSince = At, DueAt = At, PlanExhausted = true, By = "person", At = At, EndedAt = At, Version = 5,
        };
        attempt.Write(sealer, new Notes("text", "point", "escort"));
        return
        [
            site, pool, attempt,
            new Hold { AttemptId = attempt.Id, PoolId = pool.Id },
            new Data.Referral
            {
                Id = attempt.ReferralId, Round = 2, WithdrawnRound = 1, ReferrerId = Guid.NewGuid(), ReferrerName = "NGO", By = "person", Urgency = "urgent",
                MedicalWindow = 120, Plan = [pool.Id, Guid.NewGuid()], Next = 1, Made = 2, ContinueOnRefusal = true, Waitlist = true, Survivor = survivor, RequestedAt = At, Version = 4,
            },
            new AddressRelease { Id = Guid.NewGuid(), AttemptId = attempt.Id, By = "person", SealedEscort = [1, 2, 3], At = At },
            new KnownPlace { Code = "010203", Name = name },
            new OutboxRow { MessageId = Guid.NewGuid(), Type = "T", Body = new string('ក', 20_000), TraceParent = "00-1", SentAt = At, Tries = 2, DueAt = At },
            new InboxRow { MessageId = Guid.NewGuid(), Consumer = "c", BodyHash = new byte[32], At = At },
            new FailureRow { MessageId = Guid.NewGuid(), Consumer = "c", Type = "T", Body = "{}", SentAt = At, Reason = "r", Tries = 1, DueAt = At, FailedAt = At },
            new IdempotencyRow { Key = new byte[32], BodyMac = new byte[32], Status = 201, ResourceId = Guid.NewGuid(), At = At },
        ];
    }
}
