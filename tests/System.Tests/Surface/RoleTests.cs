using static ReferralNetwork.Contracts.Roles;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>Who may call what: the whole API written out, against what the modules say and against what they
/// do.</summary>
[Collection(nameof(EmptyNetwork))]
public sealed class RoleTests(EmptyNetwork network)
{
    private static readonly string[] Anyone = [];

    private static readonly Dictionary<string, string[]> Expected = new()
    {
        ["GET /health/live"] = Anyone,
        ["GET /health/ready"] = Anyone,
        ["GET /metrics"] = Anyone,
        ["GET /openapi/{documentName}.json"] = Anyone,

        ["GET /.well-known/openid-configuration"] = Anyone,
        ["GET /connect/jwks"] = Anyone,
        ["POST /connect/token"] = Anyone,
        ["POST /connect/revoke"] = Anyone,
        ["GET /connect/userinfo"] = [.. All],
        ["POST /api/me/sign-out-everywhere"] = [.. All],
        ["POST /api/setup"] = Anyone,
        ["POST /api/keys/rotate"] = [Operator],
        ["GET /api/organisations"] = [Operator, Coordinator],
        ["POST /api/organisations"] = [Operator, Coordinator],
        ["GET /api/organisations/names"] = [Caseworker],
        ["GET /api/organisations/{id}"] = [.. All],
        ["PUT /api/organisations/{id}/kinds"] = [Coordinator],
        ["POST /api/organisations/{id}/suspend"] = [Coordinator],
        ["POST /api/organisations/{id}/resume"] = [Coordinator],
        ["GET /api/organisations/{id}/records"] = [Coordinator, Auditor],
        ["GET /api/organisations/access-given"] = [Coordinator, Auditor],
        ["GET /api/organisations/{id}/access-given"] = [OrgAdmin, Coordinator, Auditor],
        ["POST /api/organisations/{id}/records"] = [Coordinator],
        ["GET /api/organisations/{id}/people"] = [Operator, OrgAdmin],
        ["POST /api/organisations/{id}/people"] = [Operator],
        ["GET /api/organisations/{id}/people/{personId}"] = [Operator, OrgAdmin],
        ["PUT /api/organisations/{id}/people/{personId}"] = [Operator, OrgAdmin],
        ["POST /api/organisations/{id}/people/{personId}/disable"] = [Operator, OrgAdmin],
        ["POST /api/organisations/{id}/people/{personId}/enable"] = [Operator, OrgAdmin],
        ["POST /api/organisations/{id}/people/{personId}/sign-out"] = [Operator, OrgAdmin],
        ["POST /api/organisations/{id}/people/{personId}/reset"] = [Operator, OrgAdmin],
        ["GET /api/organisations/{id}/invitations"] = [Operator, OrgAdmin],
        ["POST /api/organisations/{id}/invitations"] = [Operator, OrgAdmin],
        ["DELETE /api/organisations/{id}/invitations/{invitationId}"] = [Operator, OrgAdmin],
        ["GET /api/organisations/{id}/clients"] = [Operator, OrgAdmin],
        ["POST /api/organisations/{id}/clients"] = [Operator, OrgAdmin],
        ["POST /api/organisations/{id}/clients/{clientId}/disable"] = [Operator, OrgAdmin],

        ["GET /api/complaints"] = [Coordinator, Auditor],
        ["POST /api/complaints"] = [.. All],
        ["POST /api/complaints/{complaintId}/close"] = [Coordinator],

        ["POST /api/availability/search"] = [Caseworker, Coordinator],
        ["GET /api/availability/{poolId}"] = [Caseworker, Coordinator],
        ["GET /api/alerts"] = [Caseworker, Coordinator],
        ["GET /api/follow-ups"] = [Caseworker],
        ["GET /api/conferences"] = [Caseworker, Intake],
        ["GET /api/conferences/{conferenceId}"] = [Caseworker, Intake],
        ["PUT /api/conferences/{conferenceId}"] = [Caseworker],
        ["POST /api/conferences/{conferenceId}/cancel"] = [Caseworker],
        ["GET /api/calls"] = [Caseworker],
        ["POST /api/calls"] = [Caseworker],
        ["GET /api/calls/count"] = [Caseworker],
        ["POST /api/calls/{callId}/called-back"] = [Caseworker],
        ["GET /api/shift-notes"] = [Caseworker],
        ["POST /api/shift-notes"] = [Caseworker],
        ["GET /api/transfers"] = [Caseworker],
        ["POST /api/transfers/{offerId}/accept"] = [Caseworker],
        ["POST /api/transfers/{offerId}/decline"] = [Caseworker],
        ["DELETE /api/transfers/{offerId}"] = [Caseworker],
        ["GET /api/former-referrals"] = [Caseworker],
        ["GET /api/former-referrals/{formerId}"] = [Caseworker],
        ["POST /api/cases"] = [Caseworker],
        ["GET /api/incidents"] = [Caseworker, Coordinator],
        ["POST /api/incidents"] = [Caseworker, Coordinator],
        ["POST /api/incidents/{incidentId}/second"] = [Caseworker],
        ["POST /api/incidents/{incidentId}/review"] = [Coordinator],
        ["GET /api/quality/partners"] = [Coordinator],
        ["GET /api/quality/pools"] = [Coordinator],
        ["GET /api/figures"] = [Coordinator, Auditor],
        ["GET /api/figures/{yearMonth}"] = [Coordinator, Auditor],
        ["GET /api/figures/{yearMonth}.csv"] = [Coordinator, Auditor],
        ["GET /api/gazetteer"] = [.. All],
        ["POST /api/gazetteer/import"] = [Operator],
        ["GET /api/referrals"] = [Caseworker],
        ["POST /api/referrals"] = [Caseworker],
        ["GET /api/referrals/stream"] = [Caseworker],
        ["GET /api/referrals/{id}"] = [Caseworker],
        ["GET /api/referrals/{id}/stream"] = [Caseworker],
        ["POST /api/referrals/{id}/actions/withdraw"] = [Caseworker],
        ["POST /api/referrals/{id}/actions/reopen"] = [Caseworker],
        ["POST /api/referrals/{id}/actions/confirm-outcome"] = [Caseworker],
        ["POST /api/referrals/{id}/actions/entered-in-error"] = [Caseworker],
        ["POST /api/referrals/{id}/follow-ups/{month}"] = [Caseworker],
        ["POST /api/referrals/{id}/case"] = [Caseworker],
        ["DELETE /api/referrals/{id}/case"] = [Caseworker],
        ["POST /api/referrals/{id}/transfer"] = [Caseworker],
        ["POST /api/referrals/{id}/conferences"] = [Caseworker],
        ["PUT /api/referrals/{id}/details"] = [Caseworker],
        ["GET /api/referrals/{id}/details"] = [Caseworker],
        ["GET /api/referrals/attempts/{attemptId}/details"] = [Intake],
        ["PUT /api/referrals/{id}/never"] = [Caseworker],
        ["POST /api/referrals/{id}/consent"] = [Caseworker],
        ["POST /api/referrals/{id}/consent/withdraw"] = [Caseworker],
        ["GET /api/referrals/{id}/access-log"] = [Caseworker, Auditor],

        ["GET /api/{kind}/sites"] = [Publisher, Intake],
        ["POST /api/{kind}/sites"] = [Publisher],
        ["GET /api/{kind}/sites/{id}"] = [Publisher, Intake],
        ["PUT /api/{kind}/sites/{id}"] = [Publisher],
        ["POST /api/{kind}/sites/{siteId}/suspend"] = [Coordinator],
        ["POST /api/{kind}/sites/{siteId}/resume"] = [Coordinator],
        ["GET /api/{kind}/directory"] = [Coordinator],
        ["GET /api/{kind}/sites/{id}/pools"] = [Publisher, Intake],
        ["POST /api/{kind}/sites/{id}/pools"] = [Publisher],
        ["GET /api/{kind}/pools"] = [Publisher, Intake],
        ["GET /api/{kind}/pools/{id}"] = [Publisher, Intake],
        ["PUT /api/{kind}/pools/{id}"] = [Publisher],
        ["DELETE /api/{kind}/pools/{id}"] = [Publisher],
        ["PUT /api/{kind}/pools/{id}/capacity"] = [Publisher],
        ["POST /api/{kind}/pools/{id}/confirm"] = [Publisher],
        ["PUT /api/{kind}/pools/{id}/closure"] = [Publisher],
        ["DELETE /api/{kind}/pools/{id}/closure"] = [Publisher],
        ["GET /api/{kind}/tonight"] = [Intake],
        ["GET /api/referrals/groups"] = [Caseworker],
        ["POST /api/referrals/groups"] = [Caseworker],
        ["POST /api/referrals/groups/proposal"] = [Caseworker],
        ["GET /api/referrals/groups/{groupId}"] = [Caseworker],
        ["DELETE /api/referrals/groups/{groupId}"] = [Caseworker],
        ["GET /api/{kind}/groups/expected"] = [Intake],
        ["POST /api/{kind}/groups/expected/{reservationId}/accept"] = [Intake],
        ["POST /api/{kind}/groups/expected/{reservationId}/refuse"] = [Intake],
        ["GET /api/{kind}/reminders"] = [Caseworker],
        ["GET /api/{kind}/agenda"] = [Intake],
        ["GET /api/{kind}/inbox/{attemptId}/agenda"] = [Intake],
        ["POST /api/{kind}/inbox/{attemptId}/agenda"] = [Intake],
        ["PUT /api/{kind}/inbox/{attemptId}/agenda/{id}"] = [Intake],
        ["POST /api/{kind}/inbox/{attemptId}/agenda/{id}/end"] = [Intake],
        ["GET /api/{kind}/day"] = [Intake],
        ["GET /api/{kind}/inbox/{attemptId}/documents"] = [Intake],
        ["POST /api/{kind}/inbox/{attemptId}/documents"] = [Intake],
        ["POST /api/{kind}/inbox/{attemptId}/documents/{documentId}/open"] = [Intake],
        ["POST /api/{kind}/inbox/{attemptId}/documents/{documentId}/release"] = [Intake],
        ["GET /api/{kind}/inbox/{attemptId}/documents/{documentId}/custody"] = [Intake],
        ["GET /api/{kind}/pools/{id}/intakes"] = [Publisher, Intake],
        ["POST /api/{kind}/pools/{id}/intakes"] = [Publisher],
        ["PUT /api/{kind}/pools/{id}/start"] = [Publisher],
        ["PUT /api/{kind}/inbox/{attemptId}/screening"] = [Intake],
        ["GET /api/{kind}/funds"] = [Publisher, Intake],
        ["POST /api/{kind}/funds"] = [Publisher],
        ["PUT /api/{kind}/funds/{id}"] = [Publisher],
        ["GET /api/{kind}/inbox/{attemptId}/grant"] = [Intake],
        ["POST /api/{kind}/inbox/{attemptId}/grant"] = [Intake],
        ["DELETE /api/{kind}/inbox/{attemptId}/grant"] = [Intake],
        ["GET /api/{kind}/inbox/{attemptId}/attendance"] = [Intake],
        ["PUT /api/{kind}/inbox/{attemptId}/attendance"] = [Intake],
        ["GET /api/{kind}/work"] = [Intake],
        ["GET /api/{kind}/inbox/{attemptId}/work"] = [Intake],
        ["PUT /api/{kind}/inbox/{attemptId}/work/{month}"] = [Intake],
        ["GET /api/{kind}/guide"] = [Coordinator],
        ["PUT /api/{kind}/inbox/{attemptId}/stay"] = [Intake],
        ["PUT /api/{kind}/inbox/{attemptId}/onward"] = [Intake],
        ["POST /api/{kind}/inbox/{attemptId}/health-check"] = [Intake],
        ["GET /api/{kind}/inbox"] = [Intake],
        ["GET /api/{kind}/inbox/stream"] = [Intake],
        ["GET /api/{kind}/inbox/{attemptId}"] = [Intake],
        ["POST /api/{kind}/inbox/{attemptId}/actions/accept"] = [Intake],
        ["POST /api/{kind}/inbox/{attemptId}/actions/reject"] = [Intake],
        ["POST /api/{kind}/inbox/{attemptId}/actions/waitlist"] = [Intake],
        ["POST /api/{kind}/inbox/{attemptId}/actions/schedule"] = [Intake],
        ["POST /api/{kind}/inbox/{attemptId}/actions/arrive"] = [Intake],
        ["POST /api/{kind}/inbox/{attemptId}/actions/no-show"] = [Intake],
        ["POST /api/{kind}/inbox/{attemptId}/actions/cancel"] = [Intake],
        ["POST /api/{kind}/inbox/{attemptId}/actions/complete"] = [Intake],
        ["POST /api/{kind}/inbox/{attemptId}/actions/end-early"] = [Intake],
        ["POST /api/{kind}/inbox/{attemptId}/actions/extend"] = [Intake],
        ["GET /api/{kind}/attempts/{referralId}"] = [Caseworker],
        ["POST /api/{kind}/attempts/{referralId}/extend"] = [Caseworker],
        ["POST /api/{kind}/attempts/{referralId}/address"] = [Caseworker],
        ["PUT /api/{kind}/attempts/{referralId}/code-word"] = [Caseworker],
        ["DELETE /api/{kind}/attempts/{referralId}/code-word"] = [Caseworker],
        ["POST /api/{kind}/inbox/{attemptId}/code-word"] = [Intake],

        ["GET /api/{kind}/panel"] = [Intake, Publisher],
        ["POST /api/{kind}/panel"] = [Publisher],
        ["PUT /api/{kind}/panel/{memberId}"] = [Publisher],
        ["GET /api/{kind}/matters"] = [Intake],
        ["GET /api/{kind}/inbox/{attemptId}/lawyers"] = [Intake],
        ["GET /api/{kind}/inbox/{attemptId}/assignments"] = [Intake],
        ["POST /api/{kind}/inbox/{attemptId}/assign"] = [Intake],
        ["POST /api/{kind}/inbox/{attemptId}/conflict-check"] = [Intake],
        ["GET /api/{kind}/inbox/{attemptId}/complaint"] = [Intake],
        ["PUT /api/{kind}/inbox/{attemptId}/complaint"] = [Intake],
    };

    [Fact]
    public void Every_endpoint_says_the_roles_that_are_written_here_and_no_endpoint_is_missing()
    {
        var said = network
            .Endpoints.GroupBy(endpoint => endpoint.CommonName)
            .ToDictionary(same => same.Key, same => same.ToList());
        said.Keys.ShouldBe(Expected.Keys, ignoreOrder: true);
        foreach (var (name, same) in said)
        {
            // Of every kind, or of every module.
            if (name.Contains(Endpoint.Kind, StringComparison.Ordinal))
                same.Select(endpoint => endpoint.Module).ShouldBe(Endpoint.KindsOf(name), ignoreOrder: true, name);
            foreach (var endpoint in same)
                (endpoint.Roles ?? Anyone).ShouldBe(Expected[name], ignoreOrder: true, $"{endpoint.Module}: {name}");
        }
    }

    [Fact]
    public async Task Every_endpoint_admits_these_roles_and_turns_all_others_away()
    {
        // Every service judges for itself: asked directly, not through the gateway.
        var partner = await network.Partner("Somebody");
        foreach (var endpoint in network.Endpoints)
        {
            var admitted = Expected[endpoint.CommonName];
            (await Ask(endpoint, network.Nobody)).ShouldBe(
                admitted == Anyone ? "admitted" : "401",
                $"{endpoint.Module}: {endpoint.Name} without a token"
            );
            foreach (var role in All)
                (await Ask(endpoint, await partner.As(role))).ShouldBe(
                    admitted == Anyone || admitted.Contains(role) ? "admitted" : "403",
                    $"{endpoint.Module}: {endpoint.Name} as {role}"
                );
        }
        await NewTokensAreTakenEverywhere();
    }

    private static async Task<string> Ask(Endpoint endpoint, HttpClient caller)
    {
        var path = endpoint.Fill(parameter =>
            parameter switch
            {
                "documentName" => "v1",
                "clientId" => "nobody",
                _ => Guid.NewGuid().ToString(),
            }
        );
        var answer = await caller.Ask(
            new HttpMethod(endpoint.Method),
            new Uri(endpoint.Address, path).ToString(),
            endpoint.TakesJson ? Api.Json("{}") : null
        );
        answer.Status.ShouldBeLessThan(500, $"{endpoint.Module}: {endpoint.Name}");
        return answer.Status is 401 or 403 ? answer.Status.ToString() : "admitted";
    }

    // The operator has rotated the keys above; the others' services learn the new one by meeting it.
    private async Task NewTokensAreTakenEverywhere()
    {
        var caller = await (await network.Partner("Newcomer")).As(All);
        foreach (var module in Launch.Module.All.Where(module => network.Endpoints.Any(e => e.Module == module.Name)))
        {
            var endpoint = network.Endpoints.First(e =>
                e.Module == module.Name && e is { Method: "GET", Roles: not null, Parameters.Count: 0 }
            );
            await Eventually.IsSo(
                async () => await Ask(endpoint, caller) == "admitted",
                $"{module.Name} takes a token of the new key"
            );
        }
    }
}
