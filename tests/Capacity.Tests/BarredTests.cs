using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Tests;

[Collection(nameof(Shelters))]
public sealed class BarredAtShelters(Shelters service) : BarredTests(service);

[Collection(nameof(Clinics))]
public sealed class BarredAtClinics(Clinics service) : BarredTests(service);

[Collection(nameof(Centres))]
public sealed class BarredAtCentres(Centres service) : BarredTests(service);

[Collection(nameof(LegalDesks))]
public sealed class BarredAtLegalDesks(LegalDesks service) : BarredTests(service);

/// <summary>Whoever is on a never list meets nothing of her, by any door of any kind of help (rule 4).</summary>
[Trait("Attack", "yes")]
public abstract partial class BarredTests(ServiceUnderTest service)
{
    private static readonly string[] Everybody = [Roles.Intake, Roles.Publisher, Roles.Caseworker, Roles.Coordinator];

    [Fact]
    public async Task A_colleague_whom_she_must_not_meet_finds_nothing_of_her_by_any_route()
    {
        var (house, referral, code) = await Arriving();
        (await Tell(house, referral, code)).ShouldContain("/inbox");
        (await Tell(house, referral, code)).ShouldContain("/tonight");

        await Bar(referral, [house.Pool], "colleague");

        (await Tell(house, referral, code)).ShouldBeEmpty();
        (
            await service.Ask(
                HttpMethod.Post,
                $"/inbox/{service.AttemptOf(house, referral)}/actions/arrive",
                Colleague(house.Organisation),
                new { }
            )
        ).Status.ShouldBe(404);
        (await service.InboxItem(house, referral)).ShouldBeOk();
    }

    [Fact]
    public async Task An_organisation_that_comes_onto_the_list_finds_nothing_of_what_has_ended_there()
    {
        var (house, referral, code) = await Arriving();

        await Bar(referral, [], $"{house.Organisation}");

        (await service.Attempts(referral)).Single().Status.ShouldBe("cancelled");
        (await Tell(house, referral, code)).ShouldBeEmpty();
        (await service.InboxItem(house, referral)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task An_organisation_in_whose_house_she_is_goes_on_with_the_stay_and_no_longer()
    {
        var (house, referral, _) = await Arriving();
        (await service.Act(house, referral, "arrive")).ShouldBeOk();

        await Bar(referral, [], $"{house.Organisation}");

        (await service.InboxItem(house, referral)).ShouldBeOk();
        (await service.Act(house, referral, "complete")).ShouldBeOk();
        (await service.InboxItem(house, referral)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task What_was_agreed_of_her_coming_is_nobodys_once_the_attempt_has_ended()
    {
        var (house, referral, _) = await Arriving();
        (await service.InboxItem(house, referral)).Text("escort").ShouldBe("Ms Srey");

        (await service.Act(house, referral, "no-show")).ShouldBeOk();

        var item = (await service.InboxItem(house, referral)).ShouldBeOk().Body;
        (
            item.TryGetProperty("escort", out _),
            item.TryGetProperty("meetingPoint", out _),
            item.TryGetProperty("codeWord", out _)
        ).ShouldBe((false, false, false));
    }

    [Fact]
    public async Task After_she_has_withdrawn_her_consent_her_referrer_reads_nothing_that_is_planned_with_her()
    {
        var (house, referral, _) = await Arriving();
        (await service.Act(house, referral, "arrive")).ShouldBeOk();
        var (path, caseworker) = ($"/attempts/{referral}", TestTokens.For(Given.Referrer.Id, Roles.Caseworker));
        Planned((await service.Ask(HttpMethod.Get, path, caseworker)).ShouldBeOk().Body.GetProperty("items")[0])
            .ShouldNotBeEmpty();

        await service.Withdraw(referral, "consent-withdrawn");

        Planned((await service.Ask(HttpMethod.Get, path, caseworker)).ShouldBeOk().Body.GetProperty("items")[0])
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task While_her_consent_is_contested_no_other_door_tells_her_referrer_what_is_planned()
    {
        var (house, referral, _) = await Arriving();
        var caseworker = TestTokens.For(Given.Referrer.Id, Roles.Caseworker);
        var plan = new[] { house.Pool };
        await service.Deliver(
            new ReferralPlanChanged(referral, 1, 2, service.Kind, plan, [], Shared: false, "caseworker-1", service.Now)
        );

        var extended = await service.Ask(
            HttpMethod.Post,
            $"/attempts/{referral}/extend",
            caseworker,
            new { until = service.Now.AddDays(20) }
        );

        Planned(extended.ShouldBeOk().Body).ShouldBeEmpty();
    }

    private static List<string> Planned(System.Text.Json.JsonElement attempt) =>
        [
            .. attempt
                .EnumerateObject()
                .Where(member =>
                    member.Name
                        is "meetingPoint"
                            or "escort"
                            or "scheduledAt"
                            or "expectedEndAt"
                            or "extension"
                            or "text"
                    && member.Value.ValueKind != System.Text.Json.JsonValueKind.Null
                )
                .Select(member => member.Name),
        ];

    [Fact]
    public async Task Her_referrers_colleague_finds_nothing_either()
    {
        var (house, referral, _) = await Arriving();
        var (path, theirs) = ($"/attempts/{referral}", Colleague(Given.Referrer.Id));
        (await service.Ask(HttpMethod.Get, path, theirs)).ShouldBeOk();
        (await service.Ask(HttpMethod.Get, "/reminders", theirs)).Body.ToString().ShouldContain(referral.ToString());

        await Bar(referral, [house.Pool], "colleague");

        (await service.Ask(HttpMethod.Get, path, theirs)).Status.ShouldBe(404);
        (await service.Ask(HttpMethod.Post, $"{path}/address", theirs, new { escort = "Ms Srey" })).Status.ShouldBe(
            404
        );
        (await service.Ask(HttpMethod.Get, "/reminders", theirs)).Body.ToString().ShouldNotContain(referral.ToString());
    }

    [Fact]
    public async Task Who_is_barred_when_she_is_referred_never_meets_her()
    {
        var house = await service.AddPool(1);
        var request = service.Request([house.Pool]) with { Barred = [MarkOf("colleague")] };
        await service.Deliver(request);

        (
            await service.Ask(
                HttpMethod.Get,
                $"/inbox/{service.AttemptOf(house, request.ReferralId)}",
                Colleague(house.Organisation)
            )
        ).Status.ShouldBe(404);
        (await service.InboxItem(house, request.ReferralId)).ShouldBeOk();
    }

    private async Task<(House House, Guid Referral, string Code)> Arriving()
    {
        var house = await service.AddPool(2);
        var referral = await service.Send([house]);
        (await service.Act(house, referral, "accept")).ShouldBeOk();
        (await service.Act(house, referral, "schedule")).ShouldBeOk();
        return (house, referral, (await service.InboxItem(house, referral)).Text("caseCode"));
    }

    // Streams ask by the same queries, and do not end.
    private async Task<List<string>> Tell(House house, Guid referral, string code)
    {
        var prefix = RoutePolicies
            .Endpoints(service.App)
            .OfType<RouteEndpoint>()
            .Select(route => route.RoutePattern.RawText!)
            .First(route => route.EndsWith("/inbox", StringComparison.Ordinal))[..^6];
        var routes = RoutePolicies
            .Endpoints(service.App)
            .OfType<RouteEndpoint>()
            .Where(route =>
                route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
                && route.Metadata.GetMetadata<RolesAllowed>() is not null
            )
            .Select(route => route.RoutePattern.RawText![prefix.Length..])
            .Where(route => !route.EndsWith("/stream", StringComparison.Ordinal))
            .ToList();
        routes.Count.ShouldBeGreaterThan(8);
        var (attempt, telling) = (service.AttemptOf(house, referral), new List<string>());
        foreach (var route in routes)
        {
            var path = Parameter()
                .Replace(
                    route,
                    name => $"{(name.Value.StartsWith("{attemptId", StringComparison.Ordinal) ? attempt : referral)}"
                );
            var answer = await service.Ask(HttpMethod.Get, path, Colleague(house.Organisation));
            if (
                answer.Status == 200
                && answer.Body.ToString() is var body
                && new[] { code, $"{referral}", $"{attempt}" }.Any(body.Contains)
            )
                telling.Add(route);
        }
        return telling;
    }

    private Task Bar(Guid referral, IReadOnlyList<Guid> plan, string person) =>
        service.Deliver(
            new ReferralPlanChanged(
                referral,
                1,
                2,
                service.Kind,
                plan,
                [MarkOf(person)],
                true,
                "caseworker-1",
                service.Now
            )
        );

    private string MarkOf(string person) => service.Services.GetRequiredService<PersonMarks>().Of(person);

    private static string Colleague(Guid organisation) =>
        TestTokens.Of(organisation, "colleague", [.. Codes.Kinds], Everybody);

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
