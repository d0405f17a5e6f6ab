using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>What is asked often goes by an index.</summary>
[Collection(nameof(Shelters))]
public sealed class IndexTests(Shelters service)
{
    [Fact]
    public async Task The_groups_that_are_due_and_a_desks_inbox_go_by_an_index()
    {
        var organisation = Guid.NewGuid();
        var now = service.Now;
        (await Plan(db => db.GroupReservations.Where(b => b.DueAt <= now).OrderBy(b => b.DueAt))).ShouldContain(
            "IX_GroupReservations_DueAt"
        );
        (
            await Plan(db =>
                db.Attempts.Where(a => a.OrganisationId == organisation && a.Status == "received")
                    .OrderBy(a => a.RequestedAt)
                    .ThenBy(a => a.Id)
            )
        ).ShouldContain("IX_Attempts_OrganisationId_Status_RequestedAt_Id");
    }

    private Task<string> Plan(Func<CapacityDb, IQueryable> query) =>
        service.Read(async db =>
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "EXPLAIN QUERY PLAN " + query(db).ToQueryString().Split("\n\n")[^1];
            await db.Database.OpenConnectionAsync();
            await using var reader = await command.ExecuteReaderAsync();
            return await reader.ReadAsync() ? reader.GetString(3) : "";
        });
}
