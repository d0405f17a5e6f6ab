using static ReferralNetwork.Contracts.Roles;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>
/// An organisation sees its own (rule 7). Every route with an id, called with the ids of one organisation by another
/// that holds every role the route admits.
/// </summary>
[Collection(nameof(EmptyNetwork))]
public sealed class OtherOrganisationTests(EmptyNetwork network)
{
    /// <summary>Who may reach over, and why; a route that is new is not here, and so must answer 404.</summary>
    private static readonly Dictionary<(string Route, string Role), string> Exceptions = new()
    {
        [("GET /openapi/{documentName}.json", "")] = "the API's description is public",
        [("GET /api/availability/{poolId}", Caseworker)] = "open places are for the whole network to see",
        [("GET /api/availability/{poolId}", Coordinator)] = "open places are for the whole network to see",
        [("GET /api/alerts", Coordinator)] = "coordinators watch quality over all partners",
        [("GET /api/incidents", Caseworker)] = "an incident is the whole network's",
        [("GET /api/incidents", Coordinator)] = "an incident is the whole network's",
        [("POST /api/incidents/{incidentId}/second", Caseworker)] = "another organisation joins in declaring it",
        [("POST /api/incidents/{incidentId}/review", Coordinator)] = "coordinators watch quality over all partners",
        [("GET /api/complaints", Coordinator)] = "complaints are for who watches over the partners",
        [("GET /api/complaints", Auditor)] = "complaints are for who watches over the partners",
        [("POST /api/complaints/{complaintId}/close", Coordinator)] =
            "complaints are for who watches over the partners",
        [("GET /api/quality/partners", Coordinator)] = "coordinators watch quality over all partners",
        [("GET /api/quality/pools", Coordinator)] = "coordinators watch quality over all partners",
        [("GET /api/referrals/{id}/access-log", Auditor)] = "auditors read who opened what, everywhere",
        [("GET /api/organisations", Operator)] = "who admits partners sees them",
        [("GET /api/organisations", Coordinator)] = "who admits partners sees them",
        [("GET /api/organisations/names", Caseworker)] = "a case is handed to another partner, by its name",
        [("GET /api/organisations/{id}", Operator)] = "who admits partners sees them",
        [("GET /api/organisations/{id}", Coordinator)] = "who admits partners sees them",
        [("GET /api/organisations/{id}/records", Coordinator)] = "coordinators watch quality over all partners",
        [("GET /api/organisations/{id}/records", Auditor)] = "coordinators watch quality over all partners",
        [("GET /api/organisations/access-given", Coordinator)] =
            "who was let in anywhere is for who watches over the partners",
        [("GET /api/organisations/access-given", Auditor)] =
            "who was let in anywhere is for who watches over the partners",
        [("GET /api/organisations/{id}/access-given", Coordinator)] =
            "who was let in anywhere is for who watches over the partners",
        [("GET /api/organisations/{id}/access-given", Auditor)] =
            "who was let in anywhere is for who watches over the partners",
        [("POST /api/organisations/{id}/records", Coordinator)] = "coordinators watch quality over all partners",
        [("POST /api/{kind}/sites/{siteId}/suspend", Coordinator)] = "coordinators watch quality over all partners",
        [("POST /api/{kind}/sites/{siteId}/resume", Coordinator)] = "coordinators watch quality over all partners",
        [("GET /api/{kind}/directory", Coordinator)] = "coordinators watch quality over all partners",
        [("GET /api/{kind}/guide", Coordinator)] = "courses are for the whole network to see",
        [("GET /api/organisations/{id}/people", Operator)] = "an operator keeps every partner's people and clients",
        [("POST /api/organisations/{id}/people", Operator)] = "an operator keeps every partner's people and clients",
        [("GET /api/organisations/{id}/people/{personId}", Operator)] =
            "an operator keeps every partner's people and clients",
        [("PUT /api/organisations/{id}/people/{personId}", Operator)] =
            "an operator keeps every partner's people and clients",
        [("POST /api/organisations/{id}/people/{personId}/disable", Operator)] =
            "an operator keeps every partner's people and clients",
        [("POST /api/organisations/{id}/people/{personId}/enable", Operator)] =
            "an operator keeps every partner's people and clients",
        [("POST /api/organisations/{id}/people/{personId}/sign-out", Operator)] =
            "an operator keeps every partner's people and clients",
        [("POST /api/organisations/{id}/people/{personId}/reset", Operator)] =
            "an operator keeps every partner's people and clients",
        [("GET /api/organisations/{id}/invitations", Operator)] =
            "an operator keeps every partner's people and clients",
        [("POST /api/organisations/{id}/invitations", Operator)] =
            "an operator keeps every partner's people and clients",
        [("DELETE /api/organisations/{id}/invitations/{invitationId}", Operator)] =
            "an operator keeps every partner's people and clients",
        [("GET /api/organisations/{id}/clients", Operator)] = "an operator keeps every partner's people and clients",
        [("POST /api/organisations/{id}/clients", Operator)] = "an operator keeps every partner's people and clients",
        [("POST /api/organisations/{id}/clients/{clientId}/disable", Operator)] =
            "an operator keeps every partner's people and clients",
        [("PUT /api/organisations/{id}/kinds", Coordinator)] = "coordinators say what each partner provides",
        // Last: it takes sign-ins and invitations with it.
        [("POST /api/organisations/{id}/suspend", Coordinator)] = "coordinators watch quality over all partners",
        [("POST /api/organisations/{id}/resume", Coordinator)] = "coordinators watch quality over all partners",
    };

    /// <summary>Lists that hold no id of the first, and why.</summary>
    private static readonly Dictionary<string, string> WithoutIds = new()
    {
        ["GET /api/complaints"] = "the organisation that one is about never sees it",
        ["GET /api/calls/count"] = "numbers of calls, and of none of them more",
        ["GET /api/medical/day"] = "today's, when nobody of them need come",
        ["GET /api/training/work"] = "asked for after three months: nobody is so long gone",
        ["GET /api/training/guide"] = "of the whole network, of which 200 courses are one page",
        ["GET /api/gazetteer"] = "places are nobody's",
        ["GET /api/figures"] = "months are nobody's",
        ["GET /api/quality/pools"] = "of counts that are old: here all are fresh",
    };

    [Fact]
    public async Task Another_organisation_gets_404_for_every_id_of_the_first_and_changes_nothing()
    {
        var (first, other) = (await network.Partner("First"), await network.Partner("Other"));
        var all = new List<Ids>();
        foreach (var kind in Endpoint.Kinds)
            all.AddRange(await Belongings.Of(network, kind, first, other));
        var table = network.Endpoints.Where(endpoint => endpoint.Parameters.Count > 0).ToList();
        foreach (var roles in table.SelectMany(Callers))
            await other.As(roles);
        var before = await Tables.Snapshot(network.Folder);

        var called = 0;
        foreach (var endpoint in table)
        foreach (var roles in Callers(endpoint))
        {
            // All at once: details are not refused before it is sure that no acceptance is on its way.
            var caller = await other.As(roles);
            foreach (
                var answer in await Task.WhenAll(
                    all.Where(ids => !Endpoint.Kinds.Contains(endpoint.Module) || ids.Scene.Route == endpoint.Module)
                        .Select(ids => ids.Ask(endpoint, caller))
                )
            )
            {
                answer.Status.ShouldBe(
                    404,
                    $"{endpoint.Module}: {endpoint.Name} as {string.Join(", ", roles)}: {answer.Text}"
                );
                called++;
            }
        }

        called.ShouldBeGreaterThan(500);
        // Also what happens a moment later changes nothing.
        (await Tables.ChangedSince(before, network.Folder)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_of_another_organisation_holds_no_id_of_the_first()
    {
        var (first, other) = (await network.Partner("First"), await network.Partner("Other"));
        var all = new List<Ids>();
        foreach (var kind in Endpoint.Kinds)
            all.AddRange(await Belongings.Of(network, kind, first, other));
        foreach (
            var endpoint in network.Endpoints.Where(endpoint =>
                endpoint is { Parameters.Count: 0, Method: "GET", Roles: not null }
            )
        )
        {
            var own = await (await first.As(endpoint.Roles!)).GetAll(endpoint.Path, FromTheBeginning);
            if (!WithoutIds.ContainsKey(endpoint.Name))
                own.Text.ShouldContain(IdIn(endpoint, all), customMessage: endpoint.Name);
            foreach (var roles in Callers(endpoint))
            {
                var list = await (await other.As(roles)).GetAll(endpoint.Path, FromTheBeginning);
                list.Status.ShouldBe(200, list.Text);
                foreach (
                    var id in all.SelectMany(ids =>
                        new[]
                        {
                            ids.Referral,
                            ids.Pool,
                            ids.Scene.Site,
                            ids.Organisation,
                            ids.Call,
                            ids.HandOver,
                            ids.Fund,
                            ids.AgendaItem,
                            ids.Scene.Member,
                        }
                    )
                )
                    list.Text.ShouldNotContain(id.ToString(), customMessage: endpoint.Name);
            }
        }
    }

    [Fact]
    public async Task The_exceptions_are_needed_each_one()
    {
        var (first, other) = (await network.Partner("First"), await network.Partner("Other"));
        var ids = (await Belongings.Of(network, "shelters", first, other))[0];
        foreach (var (route, role) in Exceptions.Keys)
        {
            var endpoint = network.Endpoints.First(endpoint => endpoint.CommonName == route);
            (endpoint.Roles ?? [""]).ShouldContain(role, route);
            (await ids.Ask(endpoint, role.Length == 0 ? network.Nobody : await other.As(role))).Status.ShouldBeLessThan(
                300,
                $"{route} as {role}"
            );
        }
    }

    /// <summary>The roles to call with: each alone, and all at once; without those that may reach over.</summary>
    private static List<string[]> Callers(Endpoint endpoint)
    {
        var roles = (endpoint.Roles ?? [""])
            .Where(role => !Exceptions.ContainsKey((endpoint.CommonName, role)))
            .ToArray();
        return roles.Length > 1 ? [.. roles.Select(role => new[] { role }), roles]
            : roles.Length == 1 ? [roles]
            : [];
    }

    // Of a stream; a list does not look at it.
    private static (string, string) FromTheBeginning => ("Last-Event-ID", "0");

    private static string IdIn(Endpoint endpoint, List<Ids> all) =>
        (
            endpoint.Path switch
            {
                "/api/organisations"
                or "/api/organisations/names"
                or "/api/organisations/access-given"
                or "/api/quality/partners"
                or "/connect/userinfo" => all[0].Organisation,
                "/api/referrals" or "/api/referrals/stream" or "/api/alerts" => all.First(ids =>
                    ids.Scene.Route == "shelters"
                ).Referral,
                "/api/calls" => all[0].Call,
                "/api/transfers" => all[0].Offer,
                "/api/former-referrals" => all[0].Former,
                "/api/incidents" => all[0].Incident,
                "/api/referrals/groups" => all.First(ids => ids.Scene.Route == "shelters").Group,
                var path when path.EndsWith("/groups/expected", StringComparison.Ordinal) => all.First(ids =>
                    ids.Scene.Route == endpoint.Module
                ).Block,
                "/api/training/funds" => all.First(ids => ids.Scene.Route == "training").Fund,
                "/api/shift-notes" => all[0].HandOver,
                "/api/follow-ups" or "/api/conferences" => all.Last(ids => ids.Scene.Route == "shelters").Referral,
                var path
                    when path.EndsWith("/sites", StringComparison.Ordinal)
                        || path.EndsWith("/directory", StringComparison.Ordinal) => all.First(ids =>
                    ids.Scene.Route == endpoint.Module
                ).Scene.Site,
                var path when path.EndsWith("/pools", StringComparison.Ordinal) => all.First(ids =>
                    ids.Scene.Route == endpoint.Module
                ).Pool,
                "/api/legal-aid/panel" => all.First(ids => ids.Scene.Route == endpoint.Module).Scene.Member,
                // Accepted, and expected within the day.
                var path
                    when new[] { "/tonight", "/agenda", "/matters" }.Any(list =>
                        path.EndsWith(list, StringComparison.Ordinal)
                    ) => Attempt(all.Where(ids => ids.Scene.Route == endpoint.Module).ElementAt(2)),
                var path when path.EndsWith("/reminders", StringComparison.Ordinal) => all.Where(ids =>
                        ids.Scene.Route == endpoint.Module
                    )
                    .ElementAt(2)
                    .Referral,
                var path when path.Contains("/inbox", StringComparison.Ordinal) => Attempt(
                    all.Where(ids => ids.Scene.Route == endpoint.Module).ElementAt(1)
                ),
                _ => throw new InvalidOperationException($"What does {endpoint.Name} list?"),
            }
        ).ToString();

    private static Guid Attempt(Ids ids) => ids.Scene.AttemptOf(ids.Referral);
}
