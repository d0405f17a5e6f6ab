using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>Whoever is on a never list meets nothing of her, by any door (rule 4).</summary>
[Collection(nameof(ServiceUnderTest))]
[Trait("Attack", "yes")]
public sealed partial class BarredTests(ServiceUnderTest service)
{
    private readonly Guid _organisation = Guid.NewGuid();
    private string Mine => TestTokens.Caseworker(_organisation);

    // A colleague whom she must not meet, with every role that reads here.
    private string Colleague =>
        TestTokens.Of(_organisation, "colleague", Roles.Caseworker, Roles.Intake, Roles.Auditor, Roles.Coordinator);

    [Fact]
    public async Task A_colleague_whom_she_must_not_meet_finds_nothing_of_her_by_any_route()
    {
        var ((id, pool), attempt) = (await Referred(), Guid.NewGuid());
        await service.Say(id, pool, Status.Rejected, Business.NoResponse);
        await service.Say(id, pool, Status.InProgress, Business.Arrived, ordinal: 1, attempt: attempt);
        (
            await service.Ask(
                HttpMethod.Post,
                $"/api/referrals/{id}/conferences",
                Mine,
                new
                {
                    at = service.Clock.GetUtcNow().AddDays(1),
                    organisations = new[] { pool.OrganisationId },
                    note = "to agree on the next step",
                }
            )
        ).Expect(201);
        await service.Say(id, pool, Status.Completed, "helped", version: 2, ordinal: 1, attempt: attempt);
        var code = (await service.Get($"/api/referrals/{id}", Mine))
            .Expect(200)
            .Body.GetProperty("caseCode")
            .GetString()!;
        (await Everything(id))
            .Where(answer => Tells(answer.Answer, id, code))
            .Select(answer => answer.Route)
            .ShouldBe(
                [
                    "/api/alerts",
                    "/api/conferences",
                    "/api/follow-ups",
                    "/api/referrals",
                    "/api/referrals/{id}",
                    "/api/referrals/{id}/access-log",
                ],
                ignoreOrder: true
            );

        (await Never(id, "colleague")).Expect(200);

        (await Everything(id))
            .Where(answer => Tells(answer.Answer, id, code))
            .Select(answer => answer.Route)
            .ShouldBeEmpty();
        (await service.Get($"/api/referrals/{id}", Mine)).Expect(200);
    }

    [Fact]
    public async Task Nothing_can_be_done_with_her_referral_either()
    {
        var (id, _) = await Referred();
        (await Never(id, "colleague")).Expect(200);

        (
            await service.Ask(
                HttpMethod.Post,
                $"/api/referrals/{id}/actions/withdraw",
                Colleague,
                new { reason = "unsafe" }
            )
        ).Expect(404);
        (await service.Ask(HttpMethod.Put, $"/api/referrals/{id}/never", Colleague, new { never = new { } })).Expect(
            404
        );
        (await service.Ask(HttpMethod.Post, $"/api/referrals/{id}/consent/withdraw", Colleague)).Expect(404);
        (
            await service.Ask(
                HttpMethod.Post,
                $"/api/referrals/{id}/consent",
                Colleague,
                new { consent = service.Consent() }
            )
        ).Expect(404);
    }

    [Fact]
    public async Task The_providers_service_hears_marks_and_no_names()
    {
        var (id, pool) = await Referred(never: new { persons = new[] { "her-cousin" } });
        var mark = service.Services.GetService(typeof(PersonMarks)).ShouldBeOfType<PersonMarks>().Of("her-cousin");
        (await Published<ReferralRequested>(id)).Barred.ShouldBe([mark]);

        (await Never(id, "her-cousin", "her-uncle")).Expect(200);

        var changed = await Published<ReferralPlanChanged>(id);
        changed.Barred.Count.ShouldBe(2);
        changed.Barred.ShouldContain(mark);
        (changed.Plan.Single(), changed.Round, changed.Shared).ShouldBe((pool.PoolId, 1, true));
        (await service.Read(db => db.Set<OutboxRow>().Select(row => row.Body).ToListAsync())).ShouldAllBe(body =>
            !body.Contains("her-")
        );
    }

    [Fact]
    public async Task A_house_that_comes_onto_the_list_leaves_the_plan()
    {
        var (near, far) = (await service.AddPool(), await service.AddPool());
        var id = (
            await service.Ask(
                HttpMethod.Post,
                "/api/referrals",
                Mine,
                new
                {
                    kind = "shelter",
                    urgency = "urgent",
                    plan = new[] { near.PoolId, far.PoolId },
                    survivor = new { sex = "female", age = 24 },
                    consent = service.Consent(),
                }
            )
        ).Expect(202).Body.GetProperty("id").GetGuid();

        var left = (
            await service.Ask(
                HttpMethod.Put,
                $"/api/referrals/{id}/never",
                Mine,
                new { never = new { organisations = new[] { near.OrganisationId } } }
            )
        ).Expect(200);

        left.Body.GetProperty("plan").EnumerateArray().Select(pool => pool.GetGuid()).ShouldBe([far.PoolId]);
        (await Published<ReferralPlanChanged>(id)).Plan.ShouldBe([far.PoolId]);
    }

    [Fact]
    public async Task A_house_that_is_suspended_when_it_comes_onto_the_list_leaves_the_plan_too()
    {
        var (suspended, other) = (await service.AddPool(), await service.AddPool());
        var id = (
            await service.Ask(
                HttpMethod.Post,
                "/api/referrals",
                Mine,
                new
                {
                    kind = "shelter",
                    urgency = "urgent",
                    plan = new[] { suspended.PoolId, other.PoolId },
                    survivor = new { sex = "female", age = 24 },
                    consent = service.Consent(),
                }
            )
        ).Expect(202).Body.GetProperty("id").GetGuid();
        await service.Deliver(suspended with { Removed = true, Version = suspended.Version + 1 });

        (
            await service.Ask(
                HttpMethod.Put,
                $"/api/referrals/{id}/never",
                Mine,
                new { never = new { organisations = new[] { suspended.OrganisationId } } }
            )
        ).Expect(200);

        (await Published<ReferralPlanChanged>(id)).Plan.ShouldBe([other.PoolId], "it may come back");
    }

    [Fact]
    public async Task Who_would_bar_itself_is_told()
    {
        var (id, _) = await Referred();
        var answer = await Never(id, $"person-of-{_organisation}");
        answer.Expect(400).Body.GetProperty("errors").TryGetProperty("never.persons", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Of_what_is_destroyed_no_list_is_kept()
    {
        var (id, pool) = await Referred();
        await service.Say(id, pool, Status.InProgress, Business.Arrived);
        (await service.Ask(HttpMethod.Post, $"/api/referrals/{id}/consent/withdraw", Mine)).Expect(200);

        (await Never(id, "colleague")).Expect(409);
    }

    private async Task<(Guid Id, AvailabilityChanged Pool)> Referred(object? never = null)
    {
        var pool = await service.AddPool();
        return (
            (await service.Refer(Mine, pool, never, new { name = "A" })).Expect(202).Body.GetProperty("id").GetGuid(),
            pool
        );
    }

    private Task<Answer> Never(Guid id, params string[] persons) =>
        service.Ask(HttpMethod.Put, $"/api/referrals/{id}/never", Mine, new { never = new { persons } });

    // Streams ask by the same queries, and do not end.
    private async Task<List<(string Route, Answer Answer)>> Everything(Guid id)
    {
        var routes = service
            .Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(route =>
                route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
                && route.Metadata.GetMetadata<RolesAllowed>() is not null
            )
            .Select(route => route.RoutePattern.RawText!.TrimEnd('/'))
            .Where(route => !route.EndsWith("/stream", StringComparison.Ordinal))
            .Distinct()
            .ToList();
        routes.Count.ShouldBeGreaterThan(12);
        var answers = new List<(string, Answer)>();
        foreach (var route in routes)
            answers.Add(
                (
                    Parameter().Replace(route, "{id}"),
                    await service.Get(Parameter().Replace(route, id.ToString()), Colleague)
                )
            );
        return answers;
    }

    private static bool Tells(Answer answer, Guid id, string code) =>
        answer.Status == 200
        && answer.Body.ToString() is var body
        && (body.Contains(id.ToString()) || body.Contains(code) || body.Contains("referrer"));

    private async Task<T> Published<T>(Guid referral)
        where T : class
    {
        var type = Envelope.TypeOf<T>();
        var rows = await service.Read(db =>
            db.Set<OutboxRow>()
                .AsNoTracking()
                .Where(row => row.Type == type && row.Body.Contains(referral.ToString()))
                .OrderBy(row => row.Seq)
                .ToListAsync()
        );
        return rows[^1].Envelope().Read<T>();
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
