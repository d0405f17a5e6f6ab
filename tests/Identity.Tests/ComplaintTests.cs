using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Identity.Data;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

/// <summary>Who was harmed by a partner can say so, and the partner never hears who it was.</summary>
[Collection(nameof(SharedHost))]
public sealed class ComplaintTests(SharedHost shared) : IAsyncLifetime
{
    private const string What = "They asked her for money.";
    private readonly IdentityHost _host = shared.Host;
    private Guid _shelter;
    private Account _caseworker = null!;
    private Account _coordinator = null!;

    public async ValueTask InitializeAsync()
    {
        _shelter = await _host.AddOrganisation(shared.Operator, "Shelter");
        _caseworker = await _host.AddClient(
            shared.Operator,
            await _host.AddOrganisation(shared.Operator, "Helpers"),
            "caseworker"
        );
        _coordinator = await _host.AddClient(shared.Operator, shared.Operator.Organisation, "coordinator");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_complaint_reaches_coordinator_and_auditor_and_never_the_organisation_named()
    {
        var id = await Complain();
        var auditor = await _host.AddClient(shared.Operator, shared.Operator.Organisation, "auditor");
        var inside = await _host.AddClient(shared.Operator, _shelter, "coordinator", "auditor");

        foreach (var reader in new[] { _coordinator, auditor })
            (await Ids(reader)).ShouldContain(id);
        (await Ids(inside)).ShouldNotContain(id);
        (await Close(inside, id)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _host.Get(_caseworker, "/api/complaints")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Nothing_is_kept_of_who_said_it()
    {
        var id = await Complain();
        await using var scope = _host.App.Services.CreateAsyncScope();
        var row = await scope
            .ServiceProvider.GetRequiredService<IdentityDb>()
            .Complaints.AsNoTracking()
            .SingleAsync(c => c.Id == Guid.Parse(id), Ct);
        typeof(Complaint)
            .GetProperties()
            .Select(p => p.Name)
            .ShouldBe(
                ["Id", "OrganisationId", "CreatedAt", "SealedText", "ClosedAt", "ClosedBy", "SealedNote", "Version"],
                ignoreOrder: true
            );
        row.SealedText.AsSpan().IndexOf(Encoding.UTF8.GetBytes("money")).ShouldBe(-1, "it is sealed");
    }

    [Fact]
    public async Task It_is_closed_once_with_what_was_done()
    {
        var id = await Complain();

        (await Read(await Close(_coordinator, id), HttpStatusCode.OK)).Text("note").ShouldBe("visited");

        (await Close(_coordinator, id)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task It_is_about_somebody_who_takes_part() =>
        (
            await Read(
                await _host.Post(_caseworker, "/api/complaints", new { about = Guid.NewGuid(), text = What }),
                HttpStatusCode.BadRequest
            )
        )
            .Fields()
            .ShouldBe(["about"]);

    private async Task<string> Complain() =>
        (
            await Read(
                await _host.Post(_caseworker, "/api/complaints", new { about = _shelter, text = What }),
                HttpStatusCode.Accepted
            )
        ).Text("id");

    private Task<HttpResponseMessage> Close(Account by, string id) =>
        _host.Post(by, $"/api/complaints/{id}/close", new { note = "visited" });

    private async Task<string[]> Ids(Account by) =>
        [
            .. (await Read(await _host.Get(by, "/api/complaints?limit=200"), HttpStatusCode.OK))
                .GetProperty("items")
                .EnumerateArray()
                .Select(item => item.Text("id")),
        ];
}
