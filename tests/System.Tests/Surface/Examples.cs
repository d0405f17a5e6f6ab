using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>A body that a write takes as it is, with every member it knows, and what may not be said in it.</summary>
/// <param name="Route">As in the endpoint table, the same for every kind.</param>
/// <param name="Role">One that the endpoint admits.</param>
/// <param name="Text">JSON; <c>$pool</c>, <c>$other</c>, <c>$trade</c>, <c>$soon</c>, <c>$later</c> and <c>$past</c> are filled in.</param>
internal sealed record Example(string Route, string Role, string Text)
{
    /// <summary>What the referral must be for the action to be taken.</summary>
    public string State { get; init; } = Status.Received;

    public string[] Required { get; init; } = [];

    /// <summary>Members whose absence is told by their parent's name.</summary>
    public string[] RequiredOfParent { get; init; } = [];

    /// <summary>Free text and the most characters of it. Every other string is a code, an id or a time.</summary>
    public Dictionary<string, int> FreeText { get; init; } = [];

    /// <summary>Free text of one line.</summary>
    public Dictionary<string, int> Lines { get; init; } = [];

    /// <summary>Further values that are no good, as JSON: numbers out of range, times that do not fit.</summary>
    public Dictionary<string, string[]> Bad { get; init; } = [];

    /// <summary>No body at all is as good as <c>{}</c>.</summary>
    public bool BodyMayBeLeftOut { get; init; }

    /// <summary>Bytes of a body; what is longer gets 413.</summary>
    public int MaxBody { get; init; } = 64 * 1024;

    /// <summary>What the body as it is gets.</summary>
    public int Accepted { get; init; } = 200;

    public bool OfKind => Route.Contains(Endpoint.Kind, StringComparison.Ordinal);

    public JsonObject Body(Scene scene, Guid pool) => JsonNode.Parse(Fill(Text, scene, pool))!.AsObject();

    public static string Fill(string text, Scene scene, Guid pool)
    {
        var now = DateTimeOffset.UtcNow;
        return text.Replace("$pool", pool.ToString(), StringComparison.Ordinal).Replace("$other", Guid.NewGuid().ToString(), StringComparison.Ordinal)
            .Replace("$member", scene.Member.ToString(), StringComparison.Ordinal).Replace("$sent", scene.Sent.ToString(), StringComparison.Ordinal).Replace("$provider", scene.Provider.Id.ToString(), StringComparison.Ordinal)
            .Replace("\"$trade\"", scene.Trade.ToJsonString(), StringComparison.Ordinal).Replace("$kind", scene.Kind, StringComparison.Ordinal).Replace("$agenda", scene.Agenda, StringComparison.Ordinal)
            .Replace("$fund", scene.Fund.ToString(), StringComparison.Ordinal).Replace("$today", now.AddHours(7).ToString("yyyy-MM-dd", global::System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("$soon", now.AddHours(3).ToString("O"), StringComparison.Ordinal)
            .Replace("$later", now.AddDays(30).ToString("O"), StringComparison.Ordinal)
            .Replace("$past", now.AddHours(-1).ToString("O"), StringComparison.Ordinal);
    }
}

/// <summary>Every write of the API that takes JSON.</summary>
internal static class Examples
{
    private const string Name = """{ "en": "A name", "km": "ឈ្មោះ" }""";

    private const string Never = """{ "organisations": ["$other"], "sites": ["$other"], "areas": ["0102"], "persons": ["somebody"] }""";

    private const string Consent = """
        { "basis": "consent", "purposes": ["placement"], "recipients": "plan", "fields": ["name", "contact", "narrative"], "language": "km",
          "how": "spoken", "interpreter": "none", "limitsExplained": true, "assent": true, "guardian": "none", "bestInterestBy": "social worker",
          "textVersion": "1", "expiresAt": "$later" }
        """;

    private const string Details = """
        { "name": "Test Example", "contact": "none", "narrative": "An example.",
          "contactRule": { "channels": ["none"], "hours": "evenings", "voicemail": false, "whoElseMayAnswer": "nobody" } }
        """;

    private const string Survivor = """
        "sex": "female", "age": 16.5, "ageEstimated": false, "languages": ["km"], "needs": ["trafficking"], "withChildren": 1,
        "children": [{ "sex": "female", "age": 2.5 }], "access": ["step-free"], "placeAs": "women", "has": ["id"]
        """;

    private const string Site = $$"""
        { "name": {{Name}}, "area": { "province": "01", "district": "0110" }, "public": true, "address": "12 Example Street",
          "position": { "lat": 13.65, "lon": 102.56 }, "intakeContact": "012 000 000", "languages": ["km"] }
        """;

    private const string Pool = $$"""
        "name": {{Name}}, "access": "places", "trade": "$trade", "eligibility": {
          "sexes": ["female"], "placeAs": ["women"], "minAge": 12, "maxAge": 40, "maxBoyAge": 10, "maxChildren": 2, "siblingsTogether": true,
          "infants": true, "pregnant": true, "needs": ["trafficking"], "languages": ["km"], "access": ["step-free"], "requires": ["id"],
          "areaServed": ["01"], "maxStayDays": 90, "openRegime": true, "fee": false, "intakeHours": "08:00-17:00", "nightContact": "012 000 000",
          "excludes": ["acute-medical"] }
        """;

    private static readonly Dictionary<string, int> SiteText = new()
        { ["name.en"] = 200, ["name.km"] = 200, ["address"] = 500, ["intakeContact"] = 200 };

    private static readonly Dictionary<string, string[]> SiteBad = new()
    {
        ["name"] = ["{}", """{ "en": " " }"""], ["area"] = ["{}"], ["area.province"] = ["\"02\"", "\"1\""], ["area.district"] = ["\"110\"", "\"011\""],
        ["position.lat"] = ["-90.1", "90.1", "1e300"], ["position.lon"] = ["-180.1", "180.1"],
    };

    private static readonly Dictionary<string, string[]> PoolBad = new()
    {
        ["name"] = ["{}", """{ "en": null, "km": "" }"""], ["unit"] = ["\"room\""], ["maximum"] = ["-1", "100001"], ["occupied"] = ["-1", "13", "100001"],
        ["eligibility.minAge"] = ["-1", "121"], ["eligibility.maxAge"] = ["-1", "121", "11"], ["eligibility.maxBoyAge"] = ["-1", "121"],
        ["eligibility.maxChildren"] = ["-1", "51"], ["eligibility.maxStayDays"] = ["0", "3651"], ["eligibility.areaServed"] = ["[\"1\"]", "[\"010\"]"],
        ["eligibility.intakeHours"] = ["\"8-17\"", "\"24:00-25:00\"", "\"08:00-17:00\\n\""], ["eligibility.excludes"] = ["[\"hiv\"]"],
        ["trade"] = ["{}"],
    };

    private static readonly Dictionary<string, int> PoolText = new() { ["name.en"] = 200, ["name.km"] = 200, ["eligibility.nightContact"] = 200 };

    private const string Visit = """{ "code": "$agenda", "at": "$soon", "interpreter": true, "accompanied": false, "note": "bring the card" }""";

    private static readonly Dictionary<string, int> VisitText = new() { ["note"] = 1000 };

    private static readonly Dictionary<string, string[]> VisitBad = new() { ["at"] = ["\"2020-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\""] };

    private const string Fund = $$"""{ "name": {{Name}}, "grants": 5, "until": "2099-12-31" }""";

    private static readonly Dictionary<string, int> FundText = new() { ["name.en"] = 200, ["name.km"] = 200 };

    private static readonly Dictionary<string, string[]> FundBad = new() { ["name"] = ["{}"], ["grants"] = ["-1", "100001"], ["until"] = ["\"2026-02-30\""] };

    private static readonly string[] ConsentNeeds = ["purposes", "recipients", "fields", "language", "how", "expiresAt", "guardian", "bestInterestBy"];

    private static readonly Dictionary<string, string[]> ConsentBad = new()
    {
        ["consent.purposes"] = ["[]"], ["consent.recipients"] = ["[]", "[\"x\"]", "[null]", "[7]", "[\"\\ud800\"]", "[\"00000000-0000-0000-0000-000000000001\"]"],
        ["consent.expiresAt"] = ["\"$past\"", "\"9999-12-31T23:59:59Z\"", "\"2026-13-45T00:00:00Z\""], ["consent.limitsExplained"] = ["false"],
        ["consent.assent"] = ["false"], ["consent.justification"] = ["\"because\""], ["consent.fields"] = ["[\"address\"]"],
    };

    private static readonly Dictionary<string, string[]> PersonBad = new()
    {
        ["userName"] = ["\"ab\"", "\"Upper\"", "\"a b c\""], ["password"] = ["\"eleven char\"", "\"password1234\"", $"\"{new string('p', 129)}\""], ["roles"] = ["[]", "[\"king\"]"],
    };

    public static readonly IReadOnlyList<Example> All =
    [
        new("POST /api/setup", "", $$"""
            { "code": "x", "organisation": {{Name}}, "userName": "good.name", "displayName": "Good", "password": "long enough password" }
            """)
        {
            Required = ["code", "organisation", "userName", "displayName", "password"],
            Lines = new() { ["code"] = 200, ["organisation.en"] = 150, ["organisation.km"] = 150, ["displayName"] = 100, ["password"] = 128 },
            Bad = PersonBad.Where(bad => bad.Key != "roles").ToDictionary(),
            Accepted = 404,
        },
        new("POST /api/organisations", Roles.Coordinator, $$"""{ "name": {{Name}}, "kinds": ["shelter"] }""")
        {
            Required = ["name"], Lines = new() { ["name.en"] = 150, ["name.km"] = 150 }, Bad = new() { ["name"] = ["{}"], ["kinds"] = ["[\"shelters\"]"] }, Accepted = 201,
        },
        new("POST /api/organisations/{id}/people", Roles.Operator, """
            { "userName": "good.name", "displayName": "ល្អ", "roles": ["intake"], "password": "long enough password" }
            """)
        {
            Required = ["userName", "displayName", "roles", "password"], Lines = new() { ["displayName"] = 100, ["password"] = 128 }, Bad = PersonBad, Accepted = 201,
        },
        new("PUT /api/organisations/{id}/people/{personId}", Roles.OrgAdmin, """{ "displayName": "ល្អ", "roles": ["intake", "publisher"] }""")
        {
            Required = ["displayName", "roles"], Lines = new() { ["displayName"] = 100 }, Bad = new() { ["roles"] = ["[]", "[\"king\"]"] },
        },
        new("POST /api/organisations/{id}/invitations", Roles.OrgAdmin, """{ "displayName": "ល្អ", "roles": ["intake"] }""")
        {
            Required = ["displayName", "roles"], Lines = new() { ["displayName"] = 100 }, Bad = new() { ["roles"] = ["[]", "[\"king\"]"] }, Accepted = 201,
        },
        new("POST /api/organisations/{id}/clients", Roles.Operator, """
            { "label": "ប្រព័ន្ធ", "roles": ["intake"], "redirectUris": ["https://app.example/back"] }
            """)
        {
            Required = ["label", "roles"], Lines = new() { ["label"] = 100 }, Accepted = 201,
            Bad = new()
            {
                ["roles"] = ["[]", "[\"king\"]"],
                ["redirectUris"] = ["[\"http://app.example/back\"]", "[\"https://app.example/back#part\"]", "[\"https://you@app.example/\"]", "[\"javascript:alert(1)\"]"],
            },
        },
        new("POST /api/organisations/{id}/suspend", Roles.Coordinator, """{ "note": "visited by night" }""")
            { Required = ["note"], FreeText = new() { ["note"] = 1000 } },
        new("POST /api/organisations/{id}/resume", Roles.Coordinator, """{ "note": "visited again" }""")
            { Required = ["note"], FreeText = new() { ["note"] = 1000 } },
        new("POST /api/organisations/{id}/records", Roles.Coordinator, """
            { "kind": "inspection", "on": "2026-01-31", "until": "2027-01-31", "siteId": "$other", "met": ["free-to-leave", "private-rooms", "clean-water", "food",
              "fire-exits", "address-kept", "details-kept"], "unmet": ["staff-vetted", "child-safeguarding", "complaints-known"], "note": "the gate was locked" }
            """)
        {
            Required = ["kind", "on", "met"], FreeText = new() { ["note"] = 1000 }, Accepted = 201,
            Bad = new() { ["kind"] = ["\"suspended\""], ["on"] = ["\"2026-02-30\""], ["until"] = ["\"2026-01-30\""], ["met"] = ["[\"food\"]"] },
        },
        new("POST /api/organisations/{id}/records", Roles.Coordinator, """{ "kind": "training", "on": "2026-01-31", "note": "Person Example" }""")
            { Required = ["note"], FreeText = new() { ["note"] = 1000 }, Bad = new() { ["on"] = ["\"2100-01-01\""], ["siteId"] = ["\"$other\""], ["met"] = ["[\"food\"]"] }, Accepted = 201 },
        new("POST /api/organisations/{id}/records", Roles.Coordinator, """{ "kind": "agreement", "on": "2026-01-31", "until": "2027-01-31" }""")
            { Required = ["until"], Accepted = 201 },
        new("POST /api/complaints", Roles.Intake, """{ "about": "$provider", "text": "They asked her for money." }""")
            { Required = ["about", "text"], FreeText = new() { ["text"] = 4000 }, Bad = new() { ["about"] = ["\"$other\""] }, Accepted = 202 },
        new("POST /api/complaints/{complaintId}/close", Roles.Coordinator, """{ "note": "visited, and the fee is given back" }""")
            { Required = ["note"], FreeText = new() { ["note"] = 2000 } },
        new("POST /api/availability/search", Roles.Caseworker, $$"""
            { "kinds": ["shelter"], {{Survivor}}, "from": "010201", "near": { "lat": 13.656, "lon": 102.563 }, "province": "01", "openOnly": true, "places": 2,
              "admitsAt": "$soon", "never": {{Never}}, "limit": 20 }
            """)
        {
            Required = ["kinds", "children[0].sex", "children[0].age"], RequiredOfParent = ["near.lat", "near.lon"], FreeText = new() { ["never.persons[0]"] = 100 },
            Bad = new()
            {
                ["kinds"] = ["[]"], ["age"] = ["-0.1", "120.5"], ["withChildren"] = ["-1", "21"], ["children[0].age"] = ["-1", "26"], ["from"] = ["\"1\"", "\"010201\\n\""],
                ["near.lat"] = ["-90.1", "90.1"], ["near.lon"] = ["-180.1", "180.1"], ["province"] = ["\"1\"", "\"0102\"", "\"01\\n\""], ["limit"] = ["0", "201"], ["places"] = ["0", "13"],
                ["admitsAt"] = ["\"0001-01-01T00:00:00+14:00\"", "\"2026-02-30T00:00:00Z\""], ["cursor"] = ["\"x\"", "\"ទំព័រ\"", "7"],
                ["never.areas"] = ["[\"1\"]"],
            },
        },
        new("POST /api/referrals", Roles.Caseworker, $$"""
            { "kind": "$kind", "urgency": "urgent", "medicalWindow": 72, "plan": ["$pool"], "continueOnRefusal": true, "waitlist": false, "places": 2, "groupId": "$other",
              "survivor": { {{Survivor}} }, "never": {{Never}}, "consent": {{Consent}}, "details": {{Details}} }
            """)
        {
            Required = ["kind", "urgency", "plan", "survivor", "survivor.sex", "survivor.age", "survivor.children[0].sex", "survivor.children[0].age",
                "consent", .. ConsentNeeds.Select(member => $"consent.{member}")],
            FreeText = new()
            {
                ["never.persons[0]"] = 100, ["consent.bestInterestBy"] = 200, ["consent.textVersion"] = 20, ["details.name"] = 200, ["details.contact"] = 200,
                ["details.narrative"] = 8000, ["details.contactRule.hours"] = 100, ["details.contactRule.whoElseMayAnswer"] = 200,
            },
            Bad = new(ConsentBad)
            {
                ["plan"] = ["[]", "[\"$pool\", \"$pool\"]"], ["plan[0]"] = ["\"00000000-0000-0000-0000-000000000000\""],
                ["medicalWindow"] = ["71", "0", "-72"], ["places"] = ["0", "13"], ["survivor.age"] = ["-1", "121"],
                ["survivor.withChildren"] = ["-1", "21"], ["survivor.children[0].age"] = ["-1", "26"], ["never.areas"] = ["[\"1\"]"],
                ["details.contactRule.channels"] = ["[\"none\", \"sms\"]"],
            },
            Accepted = 202,
        },
        new("POST /api/referrals", Roles.Caseworker, """
            { "kind": "$kind", "urgency": "emergency", "plan": ["$pool"], "survivor": { "sex": "female", "age": 30.5 },
              "consent": { "basis": "vital-interest", "justification": "unconscious, bleeding" } }
            """)
        {
            Required = ["consent.justification"], FreeText = new() { ["consent.justification"] = 1000 },
            Bad = new() { ["consent.fields"] = ["[\"name\"]"], ["details"] = ["{ \"name\": \"A\" }"] }, Accepted = 202,
        },
        new("POST /api/referrals/{id}/actions/withdraw", Roles.Caseworker, """{ "reason": "unsafe" }""") { Required = ["reason"] },
        new("POST /api/referrals/{id}/actions/reopen", Roles.Caseworker, $$"""
            { "note": "she came back", "plan": ["$pool"], "consent": {{Consent}}, "never": {{Never}}, "details": {{Details}}, "continueOnRefusal": true, "waitlist": false }
            """)
        {
            State = Status.Failed, Required = ["note", "plan", .. ConsentNeeds[..^2].Select(member => $"consent.{member}")],
            FreeText = new()
            {
                ["note"] = 1000, ["consent.bestInterestBy"] = 200, ["consent.textVersion"] = 20, ["never.persons[0]"] = 100, ["details.name"] = 200,
                ["details.contact"] = 200, ["details.narrative"] = 8000, ["details.contactRule.hours"] = 100, ["details.contactRule.whoElseMayAnswer"] = 200,
            },
            Bad = new(ConsentBad)
            {
                ["plan"] = ["[]", "[\"$pool\", \"$pool\"]"], ["never.areas"] = ["[\"1\"]"], ["details.contactRule.channels"] = ["[\"none\", \"sms\"]"],
            },
        },
        new("POST /api/referrals/{id}/actions/confirm-outcome", Roles.Caseworker, "{}") { State = Status.Completed, BodyMayBeLeftOut = true },
        new("POST /api/referrals/{id}/actions/entered-in-error", Roles.Caseworker, """{ "note": "sent twice" }""")
            { Required = ["note"], FreeText = new() { ["note"] = 1000 } },
        new("POST /api/referrals/{id}/follow-ups/{month}", Roles.Caseworker, """{ "result": "safe", "note": "works at her aunt's shop" }""")
            { State = Status.Completed, Required = ["result"], FreeText = new() { ["note"] = 1000 } },
        new("POST /api/referrals/{id}/case", Roles.Caseworker, """{ "with": "$sent", "after": true }""")
            { Required = ["with"], Bad = new() { ["with"] = ["\"$other\""] } },
        new("POST /api/referrals/{id}/owner-offer", Roles.Caseworker,
            """{ "organisation": { "id": "$other", "name": "Long Road" }, "how": "spoken", "language": "km", "note": "ring her sister first" }""")
        {
            Required = ["organisation", "organisation.id", "organisation.name", "how", "language"],
            FreeText = new() { ["organisation.name"] = 200, ["note"] = 2000 }, Accepted = 201,
        },
        new("POST /api/cases", Roles.Caseworker, $$"""
            { "survivor": { {{Survivor}} }, "never": {{Never}}, "consent": {{Consent}}, "details": {{Details}},
              "referrals": [
                { "kind": "$kind", "urgency": "urgent", "medicalWindow": 72, "plan": ["$pool"], "continueOnRefusal": true, "waitlist": false, "fields": ["name"], "places": 2 },
                { "kind": "$kind", "urgency": "urgent", "plan": ["$pool"], "after": 0 } ] }
            """)
        {
            Required = ["survivor", "survivor.sex", "consent", "referrals", "referrals[0].kind", "referrals[0].urgency", "referrals[0].plan", .. ConsentNeeds.Select(member => $"consent.{member}")],
            FreeText = new()
            {
                ["never.persons[0]"] = 100, ["consent.bestInterestBy"] = 200, ["consent.textVersion"] = 20, ["details.name"] = 200, ["details.contact"] = 200,
                ["details.narrative"] = 8000, ["details.contactRule.hours"] = 100, ["details.contactRule.whoElseMayAnswer"] = 200,
            },
            Bad = new(ConsentBad)
            {
                ["referrals"] = ["[]"], ["referrals[0].plan"] = ["[]", "[\"$pool\", \"$pool\"]"], ["referrals[0].places"] = ["0", "13"], ["referrals[0].medicalWindow"] = ["71"],
                ["survivor.age"] = ["-1", "121"], ["never.areas"] = ["[\"1\"]"], ["details.contactRule.channels"] = ["[\"none\", \"sms\"]"],
            },
            Accepted = 202,
        },
        new("POST /api/referrals/{id}/conferences", Roles.Caseworker, """{ "at": "$soon", "organisations": ["$provider"], "note": "the hearing" }""")
        {
            State = Status.Accepted, Required = ["at", "organisations"], FreeText = new() { ["note"] = 4000 }, Accepted = 201,
            Bad = new() { ["at"] = ["\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\""], ["organisations"] = ["[]", "[\"$provider\", \"$provider\"]", "[\"$other\"]"] },
        },
        new("PUT /api/conferences/{conferenceId}", Roles.Caseworker, """{ "at": "$soon", "note": "what was agreed" }""")
        {
            State = Status.Accepted, Required = ["at"], FreeText = new() { ["note"] = 4000 },
            Bad = new() { ["at"] = ["\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\""] },
        },
        new("POST /api/calls", Roles.Caseworker, """{ "caller": "third-party", "kind": "shelter", "province": "01" }""")
            { Required = ["caller"], Bad = new() { ["province"] = ["\"0110\"", "\"98\""] }, Accepted = 201 },
        new("POST /api/calls", Roles.Caseworker, """{ "caller": "dropped", "number": "+855 00 000 199" }""")
            { Required = ["caller"], Bad = new() { ["number"] = ["\"117 or 119\"", "\"+\""] }, Accepted = 201 },
        new("POST /api/hand-overs", Roles.Caseworker, """{ "note": "one rings again at six" }""") { Required = ["note"], FreeText = new() { ["note"] = 2000 }, Accepted = 201 },
        new("PUT /api/referrals/{id}/details", Roles.Caseworker, Details)
        {
            FreeText = new() { ["name"] = 200, ["contact"] = 200, ["narrative"] = 8000, ["contactRule.hours"] = 100, ["contactRule.whoElseMayAnswer"] = 200 },
            Bad = new() { ["contactRule.channels"] = ["[\"none\", \"call\"]", "[\"email\", \"none\"]"] },
            Accepted = 204,
        },

        new("POST /api/{kind}/sites", Roles.Publisher, Site)
        {
            Required = ["name", "area"], RequiredOfParent = ["position.lat", "position.lon"], FreeText = SiteText, Bad = SiteBad, Accepted = 201,
        },
        new("PUT /api/{kind}/sites/{id}", Roles.Publisher, Site)
        {
            Required = ["name", "area"], RequiredOfParent = ["position.lat", "position.lon"], FreeText = SiteText, Bad = SiteBad,
        },
        new("POST /api/{kind}/sites/{id}/pools", Roles.Publisher, $$"""{ "maximum": 12, "occupied": 9, {{Pool}} }""")
        {
            Required = ["name", "maximum"], FreeText = PoolText, Bad = PoolBad, Accepted = 201,
        },
        new("PUT /api/{kind}/pools/{id}", Roles.Publisher, $$"""{ {{Pool}} }""")
        {
            Required = ["name"], FreeText = PoolText, Bad = PoolBad.Where(bad => bad.Key is not ("unit" or "maximum" or "occupied")).ToDictionary(),
        },
        new("PUT /api/{kind}/pools/{id}/capacity", Roles.Publisher,
            """{ "maximum": 12, "occupied": 10, "estimate": false, "overbooked": false, "countedAt": "$past" }""")
        {
            Required = ["maximum", "occupied"],
            Bad = new() { ["maximum"] = ["-1", "100001"], ["occupied"] = ["-1", "100001"], ["countedAt"] = ["\"$later\"", "\"9999-12-31T23:59:59Z\""] },
        },
        new("PUT /api/{kind}/pools/{id}/closure", Roles.Publisher, """{ "reason": "repairs", "until": "$later" }""")
            { Required = ["reason"], Bad = new() { ["until"] = ["\"$past\"", "\"9999-12-31T23:59:59Z\""] } },
        new("POST /api/{kind}/groups", Roles.Caseworker, """{ "places": 2, "pools": ["$pool"], "arrivesAt": "$soon" }""")
        {
            Required = ["places", "pools", "arrivesAt"], Accepted = 201,
            Bad = new() { ["places"] = ["1", "31"], ["pools"] = ["[]", "[\"$pool\", \"$pool\"]", "[\"$other\"]"], ["arrivesAt"] = ["\"$past\"", "\"9999-12-31T23:59:59Z\""] },
        },
        new("POST /api/{kind}/groups/expected/{blockId}/end", Roles.Intake, "{}") { BodyMayBeLeftOut = true, Accepted = 204 },
        new("PUT /api/{kind}/inbox/{referralId}/stay", Roles.Intake, """{ "expectedEndAt": "$later", "onward": null }""")
        {
            State = Status.Accepted,
            Bad = new() { ["expectedEndAt"] = ["\"2020-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\""], ["onward"] = ["\"moon\""] },
        },
        new("POST /api/{kind}/inbox/{referralId}/agenda", Roles.Intake, Visit) { Required = ["code", "at"], FreeText = VisitText, Bad = VisitBad, State = Status.Accepted, Accepted = 201 },
        new("PUT /api/{kind}/inbox/{referralId}/agenda/{id}", Roles.Intake, Visit) { Required = ["code", "at"], FreeText = VisitText, Bad = VisitBad, State = Status.Accepted },
        new("POST /api/{kind}/inbox/{referralId}/agenda/{id}/end", Roles.Intake, "{}") { State = Status.Accepted, BodyMayBeLeftOut = true },
        new("POST /api/{kind}/inbox/{referralId}/documents", Roles.Intake, """{ "code": "forensic-report", "mediaType": "application/pdf", "content": "JVBERi0xLjQ=" }""")
        {
            State = Status.Accepted, Required = ["code", "mediaType", "content"], MaxBody = Platform.ServiceHost.MaxFileBody, Accepted = 201,
            // Base64, where a space counts for nothing.
            FreeText = new() { ["content"] = 100 }, Bad = new() { ["content"] = ["\"AAAA\"", "\"JVBERi0xLjQ\""], ["mediaType"] = ["\"text/html\""] },
        },
        new("POST /api/{kind}/inbox/{referralId}/documents/{documentId}/open", Roles.Intake, "{}") { State = Status.Accepted, BodyMayBeLeftOut = true },
        new("POST /api/{kind}/inbox/{referralId}/documents/{documentId}/release", Roles.Intake,
            """{ "basis": "consent", "to": "the prosecutor", "agreed": true, "how": "spoken", "takenBy": "Nurse Example" }""")
        {
            State = Status.Accepted, Required = ["basis", "to", "agreed", "how", "takenBy"], FreeText = new() { ["to"] = 150, ["takenBy"] = 150 },
            Bad = new() { ["agreed"] = ["false"] },
        },
        new("POST /api/{kind}/inbox/{referralId}/documents/{documentId}/release", Roles.Intake,
            """{ "basis": "court-order", "to": "the judge", "court": "Court of Battambang", "number": "113/2030" }""")
        {
            State = Status.Accepted, Required = ["basis", "to", "court", "number"], FreeText = new() { ["to"] = 150, ["court"] = 150, ["number"] = 50 },
        },
        new("POST /api/{kind}/pools/{id}/intakes", Roles.Publisher, """{ "startsAt": "$later", "maximum": 12 }""")
        {
            Required = ["startsAt", "maximum"], Accepted = 201,
            Bad = new() { ["startsAt"] = ["\"$past\"", "\"9999-12-31T23:59:59Z\""], ["maximum"] = ["-1", "100001"] },
        },
        new("PUT /api/{kind}/pools/{id}/start", Roles.Publisher, """{ "startsAt": "$later" }""")
            { Required = ["startsAt"], Bad = new() { ["startsAt"] = ["\"$past\"", "\"9999-12-31T23:59:59Z\""] } },
        new("PUT /api/{kind}/inbox/{referralId}/screening", Roles.Intake, """{ "result": "fit" }""") { Required = ["result"] },
        new("POST /api/{kind}/funds", Roles.Publisher, Fund) { Required = ["name", "grants"], FreeText = FundText, Bad = FundBad, Accepted = 201 },
        new("PUT /api/{kind}/funds/{id}", Roles.Publisher, Fund) { Required = ["name", "grants"], FreeText = FundText, Bad = FundBad },
        new("POST /api/{kind}/inbox/{referralId}/grant", Roles.Intake, """{ "fundId": "$fund" }""")
            { State = Status.Accepted, Required = ["fundId"], Bad = new() { ["fundId"] = ["\"$other\""] } },
        new("PUT /api/{kind}/inbox/{referralId}/attendance", Roles.Intake, """{ "day": "$today", "mark": "present" }""")
        {
            State = Status.InProgress, Required = ["day", "mark"],
            Bad = new() { ["day"] = ["\"2001-01-01\"", "\"2100-01-01\"", "\"2026-02-30\""] },
        },
        // Nobody is so long gone.
        new("PUT /api/{kind}/inbox/{referralId}/work/{month}", Roles.Intake, """{ "result": "employed" }""") { State = Status.Completed, Required = ["result"], Accepted = 409 },
        Nothing("accept", Status.Received),
        new("POST /api/{kind}/inbox/{referralId}/actions/reject", Roles.Intake, """{ "reason": "wrong-age", "text": "too old" }""")
            { Required = ["reason"], FreeText = new() { ["text"] = 1000 } },
        Nothing("waitlist", Status.Received),
        new("POST /api/{kind}/inbox/{referralId}/actions/schedule", Roles.Intake, """{ "at": "$soon", "meetingPoint": "the gate", "escort": "Officer Example" }""")
        {
            State = Status.Accepted, Required = ["at"], FreeText = new() { ["meetingPoint"] = 500, ["escort"] = 200 },
            Bad = new() { ["at"] = ["\"2020-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\""] },
        },
        Nothing("arrive", Status.Accepted),
        Nothing("no-show", Status.Accepted),
        new("POST /api/{kind}/inbox/{referralId}/actions/cancel", Roles.Intake, """{ "reason": "staff", "text": "nobody" }""")
            { State = Status.Accepted, Required = ["reason"], FreeText = new() { ["text"] = 1000 } },
        new("POST /api/{kind}/inbox/{referralId}/actions/complete", Roles.Intake, """{ "outcome": "helped", "exit": "planned" }""")
            { State = Status.InProgress, Required = ["outcome", "exit"] },
        new("POST /api/{kind}/inbox/{referralId}/actions/end-early", Roles.Intake, """{ "exit": "left-by-choice" }""")
            { State = Status.InProgress, Required = ["exit"] },
        Extend("inbox/{referralId}/actions", Roles.Intake),
        Extend("attempts/{referralId}", Roles.Caseworker),
        new("POST /api/{kind}/attempts/{referralId}/address", Roles.Caseworker, """{ "escort": "Officer Example" }""")
            { State = Status.Accepted, Required = ["escort"], FreeText = new() { ["escort"] = 200 } },
        new("POST /api/{kind}/panel", Roles.Publisher, Member) { Required = MemberNeeds, FreeText = MemberText, Bad = MemberBad, Accepted = 201 },
        new("PUT /api/{kind}/panel/{memberId}", Roles.Publisher, Member) { Required = MemberNeeds, FreeText = MemberText, Bad = MemberBad },
        new("POST /api/{kind}/inbox/{referralId}/assign", Roles.Intake, """{ "memberId": "$member", "from": null, "note": "knows the judge" }""")
            { State = Status.Accepted, Required = ["memberId"], FreeText = new() { ["note"] = 1000 }, Bad = new() { ["memberId"] = ["\"$other\""] } },
        new("POST /api/{kind}/inbox/{referralId}/conflict-check", Roles.Intake, """{ "client": ["Test Example"], "opposing": ["ឧទាហរណ៍ មួយ"] }""")
        {
            Required = ["client"], FreeText = new() { ["client[0]"] = 200, ["opposing[0]"] = 200 },
            Bad = new() { ["client"] = ["[]"], ["client[0]"] = ["\"-?-\""] },
        },
        new("PUT /api/{kind}/inbox/{referralId}/complaint", Roles.Intake,
            """{ "complainant": "survivor", "authority": "prosecutor", "registeredOn": "2026-01-31", "reference": "17/2026", "agreed": true }""")
        {
            State = Status.Accepted, Required = ["complainant", "authority", "registeredOn", "agreed"], FreeText = new() { ["reference"] = 200 },
            Bad = new() { ["complainant"] = ["\"guardian\""], ["registeredOn"] = ["\"2100-01-01\"", "\"1999-12-31\""], ["agreed"] = ["false"] },
        },
    ];

    private const string Member = """
        { "name": "Advocate Example", "provinces": ["01"], "languages": ["km"], "does": ["identity-papers"], "most": 50, "active": true }
        """;

    private static string[] MemberNeeds => ["name", "languages", "does", "most"];
    private static Dictionary<string, int> MemberText => new() { ["name"] = 200 };

    private static Dictionary<string, string[]> MemberBad => new()
    {
        ["provinces"] = ["[\"1\"]", "[\"98\"]", "[\"01\", \"01\"]"], ["languages"] = ["[]", "[\"xx\"]"], ["does"] = ["[]", "[\"divorce\"]"], ["most"] = ["0", "501"],
    };

    private static Example Nothing(string action, string state) =>
        new($"POST /api/{{kind}}/inbox/{{referralId}}/actions/{action}", Roles.Intake, "{}") { State = state, BodyMayBeLeftOut = true };

    private static Example Extend(string under, string role) =>
        new($"POST /api/{{kind}}/{under}/extend", role, """{ "until": "$later" }""")
        {
            State = Status.Accepted, Required = ["until"],
            Bad = new() { ["until"] = ["\"2020-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\""] },
        };
}
