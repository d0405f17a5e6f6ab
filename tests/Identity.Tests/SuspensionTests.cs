using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Messaging;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

/// <summary>Coordinators suspend a partner, and put down what they saw of it.</summary>
[Collection(nameof(SharedHost))]
public sealed class SuspensionTests(SharedHost shared) : IAsyncLifetime
{
    private readonly IdentityHost _host = shared.Host;
    private readonly Browser _browser = new(shared.Host);
    private Guid _partner;
    private Account _system = null!;
    private Account _coordinator = null!;

    public async ValueTask InitializeAsync()
    {
        _partner = await _host.AddOrganisation(shared.Operator, "Partner");
        _system = await _host.AddClient(shared.Operator, _partner, "intake", "org-admin");
        _coordinator = await _host.AddClient(shared.Operator, shared.Operator.Organisation, "coordinator");
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Nobody_of_a_suspended_partner_gets_in_or_goes_on()
    {
        var name = $"p{Guid.NewGuid():N}"[..20];
        await _host.AddPerson(shared.Operator, _partner, name, "intake");
        var (signedIn, token) = (await _browser.SignIn(name, Password), await _host.Token(_system));
        var invitation = await _host.Invite(_system, _partner, "intake");

        await Suspend();

        (await _browser.Refresh(signedIn.Refresh)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await _browser.EnterPassword(name, Password)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (
            await _host.AskToken(
                ("grant_type", "client_credentials"),
                ("client_id", _system.ClientId),
                ("client_secret", _system.ClientSecret)
            )
        ).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await Becomes(() => _host.GetWith(token, $"/api/organisations/{_partner}"), HttpStatusCode.Forbidden);
        (await Invitations()).ShouldBe(0, invitation);

        await Resume();
        await _browser.SignIn(name, Password);
        await Becomes(() => _host.Get(_system, $"/api/organisations/{_partner}"), HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_knows_the_password_is_told_that_the_partner_is_suspended_and_who_guesses_is_not()
    {
        var name = $"p{Guid.NewGuid():N}"[..20];
        await _host.AddPerson(shared.Operator, _partner, name, "intake");
        await Suspend();

        (await Said(await _browser.EnterPassword(name, Password))).ShouldContain("Your organisation is suspended");
        (await Said(await _browser.EnterPassword(name, Password + "x"))).ShouldNotContain("suspended");
        (await Said(await _browser.EnterPassword("nobody-of-that-name", Password))).ShouldNotContain("suspended");
    }

    private static async Task<string> Said(HttpResponseMessage page) =>
        System.Net.WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());

    [Fact]
    public async Task The_network_is_told_once_for_each_change_of_standing()
    {
        var told = new List<OrganisationChanged>();
        _host.Bus.AddFeed(
            Envelope.TypeOf<OrganisationChanged>(),
            envelope =>
            {
                if (envelope.Read<OrganisationChanged>() is { } changed && changed.OrganisationId == _partner)
                    lock (told)
                        told.Add(changed);
            }
        );
        await Suspend();
        (await Change("suspend")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await Resume();
        (await Change("resume")).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        await Eventually.IsSo(
            () =>
            {
                lock (told)
                    return Task.FromResult(told.Count > 1);
            },
            "the others are told"
        );
        told.OrderBy(changed => changed.Version).Select(changed => changed.Suspended).ShouldBe([true, false]);
    }

    [Fact]
    public async Task Nobody_suspends_its_own_organisation_or_that_of_an_operator()
    {
        var inside = await _host.AddClient(shared.Operator, _partner, "coordinator");
        (
            await _host.Post(inside, $"/api/organisations/{_partner}/suspend", new { note = "a visit" })
        ).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (
            await _host.Post(
                inside,
                $"/api/organisations/{shared.Operator.Organisation}/suspend",
                new { note = "a visit" }
            )
        ).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        (await _host.Get(shared.Operator, "/api/organisations")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_was_put_down_is_read_by_coordinators_and_auditors_and_not_by_the_partner()
    {
        (
            await Record(
                new
                {
                    kind = "conduct",
                    on = "2026-01-31",
                    note = "Sok Dara",
                }
            )
        ).StatusCode.ShouldBe(HttpStatusCode.Created);
        await Suspend();
        await Resume();
        var auditor = await _host.AddClient(shared.Operator, shared.Operator.Organisation, "auditor");
        var inside = await _host.AddClient(shared.Operator, _partner, "coordinator", "auditor");

        foreach (var reader in new[] { _coordinator, auditor })
            (await Kinds(reader)).ShouldBe(["conduct", "suspended", "resumed"], ignoreOrder: true);
        // Refused as suspended for a second or so after the resumption.
        await Eventually.Becomes(
            async () => (await _host.Get(inside, $"/api/organisations/{_partner}/records")).StatusCode,
            HttpStatusCode.NotFound
        );
        var rows = await InDatabase(db =>
            db.PartnerRecords.Where(r => r.OrganisationId == _partner).Select(r => r.SealedNote!).ToListAsync(Ct)
        );
        rows.ForEach(note => note.AsSpan().IndexOf(Encoding.UTF8.GetBytes("Dara")).ShouldBe(-1, "it is sealed"));
    }

    [Fact]
    public async Task An_agreements_end_is_corrected_by_putting_it_down_again_and_both_stay_in_the_list()
    {
        foreach (
            var (on, until) in new[]
            {
                ("2026-01-31", "2029-06-30"),
                ("2026-01-31", "2026-12-31"),
                ("2025-01-31", "2028-01-31"),
            }
        )
            (
                await Record(
                    new
                    {
                        kind = "agreement",
                        on,
                        until,
                    }
                )
            ).StatusCode.ShouldBe(HttpStatusCode.Created);

        (await Read(await _host.Get(_coordinator, $"/api/organisations/{_partner}"), HttpStatusCode.OK))
            .Text("agreementUntil")
            .ShouldBe("2026-12-31");
        (await Read(await _host.Get(_coordinator, $"/api/organisations/{_partner}/records"), HttpStatusCode.OK))
            .GetProperty("items")
            .GetArrayLength()
            .ShouldBe(3);
    }

    [Theory]
    [
        InlineData("2026-01-31", "2569-12-31", "until"),
        InlineData("2026-01-31", "2040-01-01", "until"),
        InlineData("1969-01-31", "2027-01-31", "on")
    ]
    public async Task A_year_far_away_is_refused_by_name(string on, string until, string field)
    {
        var refused = await Read(
            await Record(
                new
                {
                    kind = "agreement",
                    on,
                    until,
                }
            ),
            HttpStatusCode.BadRequest
        );

        refused.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe([field]);
    }

    [Fact]
    public async Task An_inspection_looks_at_every_point_of_the_list()
    {
        var some = await Record(
            new
            {
                kind = "inspection",
                on = "2026-01-31",
                met = new[] { "food" },
                unmet = Array.Empty<string>(),
            }
        );

        (await Read(some, HttpStatusCode.BadRequest)).GetProperty("errors").TryGetProperty("met", out _).ShouldBeTrue();
    }

    private Task<HttpResponseMessage> Change(string action) =>
        _host.Post(_coordinator, $"/api/organisations/{_partner}/{action}", new { note = "a visit" });

    private async Task Suspend() => (await Change("suspend")).StatusCode.ShouldBe(HttpStatusCode.OK);

    private async Task Resume() => (await Change("resume")).StatusCode.ShouldBe(HttpStatusCode.OK);

    private Task<HttpResponseMessage> Record(object record) =>
        _host.Post(_coordinator, $"/api/organisations/{_partner}/records", record);

    private async Task<string[]> Kinds(Account reader) =>
        [
            .. (await Read(await _host.Get(reader, $"/api/organisations/{_partner}/records"), HttpStatusCode.OK))
                .GetProperty("items")
                .EnumerateArray()
                .Select(record => record.Text("kind")),
        ];

    private Task<int> Invitations() =>
        InDatabase(db => db.Invitations.CountAsync(i => i.OrganisationId == _partner, Ct));

    private async Task<T> InDatabase<T>(Func<IdentityDb, Task<T>> read)
    {
        await using var scope = _host.App.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<IdentityDb>());
    }

    private static Task Becomes(Func<Task<HttpResponseMessage>> ask, HttpStatusCode expected) =>
        Eventually.Becomes(async () => (await ask()).StatusCode, expected);
}
