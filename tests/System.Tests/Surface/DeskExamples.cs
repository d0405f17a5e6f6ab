using ReferralNetwork.Contracts;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>Every write of a provider service that takes JSON.</summary>
internal static class DeskExamples
{
    private const string Name = Examples.Name;

    private const string Site = $$"""
        { "name": {{Name}}, "area": { "province": "01", "district": "0110" }, "public": true, "address": "12 Example Street",
          "position": { "lat": 13.65, "lon": 102.56 }, "intakeContact": "012 000 000", "languages": ["km"] }
        """;

    private const string Pool = $$"""
        "name": {{Name}}, "access": "places", "trade": "$trade", "eligibility": {
          "sexes": ["female"], "placeAs": ["women"], "minAge": 12, "maxAge": 40, "maxBoyAge": 10, "maxChildren": 2, "siblingsTogether": true,
          "infants": true, "pregnant": true, "needs": ["trafficking"], "languages": ["km"], "access": ["step-free"], "requires": ["none"],
          "areaServed": ["01"], "maxStayDays": 90, "openRegime": true, "fee": false, "intakeHours": "08:00-17:00", "nightContact": "012 000 000",
          "excludes": ["acute-medical"] }
        """;

    private static readonly Dictionary<string, int> SiteText = new()
    {
        ["name.en"] = 200,
        ["name.km"] = 200,
        ["address"] = 500,
    };

    private static readonly string[] SiteTelephones = ["intakeContact"];

    private static readonly Dictionary<string, string[]> SiteBad = new()
    {
        ["name"] = ["{}", """{ "en": " " }"""],
        ["area"] = ["{}"],
        ["area.province"] = ["\"02\"", "\"1\""],
        ["area.district"] = ["\"110\"", "\"011\""],
        ["position.lat"] = ["-90.1", "90.1", "1e300"],
        ["position.lon"] = ["-180.1", "180.1"],
    };

    private static readonly Dictionary<string, string[]> PoolBad = new()
    {
        ["name"] = ["{}", """{ "en": null, "km": "" }"""],
        ["unit"] = ["\"room\""],
        ["maximum"] = ["-1", "100001"],
        ["occupied"] = ["-1", "13", "100001"],
        ["eligibility.minAge"] = ["-1", "121"],
        ["eligibility.maxAge"] = ["-1", "121", "11"],
        ["eligibility.maxBoyAge"] = ["-1", "121"],
        ["eligibility.maxChildren"] = ["-1", "51"],
        ["eligibility.maxStayDays"] = ["0", "3651"],
        ["eligibility.areaServed"] = ["[\"1\"]", "[\"010\"]"],
        ["eligibility.intakeHours"] = ["\"8-17\"", "\"24:00-25:00\"", "\"08:00-17:00\\n\""],
        ["eligibility.excludes"] = ["[\"hiv\"]"],
        ["trade"] = ["{}"],
    };

    private static readonly Dictionary<string, int> PoolText = new()
    {
        ["name.en"] = 200,
        ["name.km"] = 200,
        ["eligibility.nightContact"] = 200,
    };

    private const string Visit =
        """{ "code": "$agenda", "at": "$soon", "interpreter": true, "accompanied": false, "note": "bring the card" }""";

    private static readonly Dictionary<string, int> VisitText = new() { ["note"] = 1000 };

    private static readonly Dictionary<string, string[]> VisitBad = new()
    {
        ["at"] = ["\"2020-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\""],
    };

    private const string Fund = $$"""{ "name": {{Name}}, "grants": 5, "until": "2099-12-31" }""";

    private static readonly Dictionary<string, int> FundText = new() { ["name.en"] = 200, ["name.km"] = 200 };

    private static readonly Dictionary<string, string[]> FundBad = new()
    {
        ["name"] = ["{}"],
        ["grants"] = ["-1", "100001"],
        ["until"] = ["\"2026-02-30\""],
    };

    public static readonly IReadOnlyList<Example> All =
    [
        new("POST /api/{kind}/sites", Roles.Publisher, Site)
        {
            Required = ["name", "area"],
            RequiredOfParent = ["position.lat", "position.lon"],
            FreeText = SiteText,
            Telephones = SiteTelephones,
            Bad = SiteBad,
            Accepted = 201,
        },
        new("PUT /api/{kind}/sites/{id}", Roles.Publisher, Site)
        {
            Required = ["name", "area"],
            RequiredOfParent = ["position.lat", "position.lon"],
            FreeText = SiteText,
            Telephones = SiteTelephones,
            Bad = SiteBad,
        },
        new("POST /api/{kind}/sites/{id}/pools", Roles.Publisher, $$"""{ "maximum": 12, "occupied": 9, {{Pool}} }""")
        {
            Required = ["name", "maximum", "eligibility.sexes", "eligibility.minAge"],
            FreeText = PoolText,
            Bad = PoolBad,
            Accepted = 201,
        },
        new("PUT /api/{kind}/pools/{id}", Roles.Publisher, $$"""{ {{Pool}} }""")
        {
            Required = ["name", "eligibility.sexes", "eligibility.minAge"],
            FreeText = PoolText,
            Bad = PoolBad.Where(bad => bad.Key is not ("unit" or "maximum" or "occupied")).ToDictionary(),
        },
        new(
            "PUT /api/{kind}/pools/{id}/capacity",
            Roles.Publisher,
            """{ "maximum": 12, "occupied": 10, "estimate": false, "overbooked": false, "countedAt": "$past" }"""
        )
        {
            Required = ["maximum", "occupied"],
            Bad = new()
            {
                ["maximum"] = ["-1", "100001"],
                ["occupied"] = ["-1", "100001"],
                ["countedAt"] = ["\"$later\"", "\"9999-12-31T23:59:59Z\""],
            },
        },
        new("PUT /api/{kind}/pools/{id}/closure", Roles.Publisher, """{ "reason": "repairs", "until": "$later" }""")
        {
            Required = ["reason"],
            Bad = new() { ["until"] = ["\"$past\"", "\"9999-12-31T23:59:59Z\""] },
        },
        new("POST /api/{kind}/groups/expected/{reservationId}/accept", Roles.Intake, "{}")
        {
            BodyMayBeLeftOut = true,
            Accepted = 204,
        },
        new("POST /api/{kind}/groups/expected/{reservationId}/refuse", Roles.Intake, """{ "reason": "staff" }""")
        {
            Required = ["reason"],
            Accepted = 204,
        },
        new("PUT /api/{kind}/inbox/{attemptId}/stay", Roles.Intake, """{ "expectedEndAt": "$later" }""")
        {
            State = Status.Accepted,
            Bad = new() { ["expectedEndAt"] = ["\"2020-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\""] },
        },
        new("PUT /api/{kind}/inbox/{attemptId}/onward", Roles.Intake, """{ "onward": "group-home" }""")
        {
            State = Status.Accepted,
            Bad = new() { ["onward"] = ["\"moon\""] },
        },
        new("POST /api/{kind}/inbox/{attemptId}/agenda", Roles.Intake, Visit)
        {
            Required = ["code", "at"],
            FreeText = VisitText,
            Bad = VisitBad,
            State = Status.Accepted,
            Accepted = 201,
        },
        new("PUT /api/{kind}/inbox/{attemptId}/agenda/{id}", Roles.Intake, Visit)
        {
            Required = ["code", "at"],
            FreeText = VisitText,
            Bad = VisitBad,
            State = Status.Accepted,
        },
        new("POST /api/{kind}/inbox/{attemptId}/agenda/{id}/end", Roles.Intake, "{}")
        {
            State = Status.Accepted,
            BodyMayBeLeftOut = true,
        },
        new(
            "POST /api/{kind}/inbox/{attemptId}/documents",
            Roles.Intake,
            """{ "code": "forensic-report", "mediaType": "application/pdf", "content": "JVBERi0xLjQ=" }"""
        )
        {
            State = Status.Accepted,
            Required = ["code", "mediaType", "content"],
            MaxBody = Platform.Hosting.ServiceHost.MaxFileBody,
            Accepted = 201,
            // Base64, where a space counts for nothing.
            FreeText = new() { ["content"] = 100 },
            Bad = new() { ["content"] = ["\"AAAA\"", "\"JVBERi0xLjQ\""], ["mediaType"] = ["\"text/html\""] },
        },
        new("POST /api/{kind}/inbox/{attemptId}/documents/{documentId}/open", Roles.Intake, "{}")
        {
            State = Status.Accepted,
            BodyMayBeLeftOut = true,
        },
        new(
            "POST /api/{kind}/inbox/{attemptId}/documents/{documentId}/release",
            Roles.Intake,
            """{ "basis": "consent", "to": "the prosecutor", "agreed": true, "how": "spoken", "takenBy": "Nurse Example" }"""
        )
        {
            State = Status.Accepted,
            Required = ["basis", "to", "agreed", "how", "takenBy"],
            FreeText = new() { ["to"] = 150, ["takenBy"] = 150 },
            Bad = new() { ["agreed"] = ["false"] },
        },
        new(
            "POST /api/{kind}/inbox/{attemptId}/documents/{documentId}/release",
            Roles.Intake,
            """{ "basis": "court-order", "to": "the judge", "court": "Court of Battambang", "number": "113/2030" }"""
        )
        {
            State = Status.Accepted,
            Required = ["basis", "to", "court", "number"],
            FreeText = new()
            {
                ["to"] = 150,
                ["court"] = 150,
                ["number"] = 50,
            },
        },
        new("POST /api/{kind}/pools/{id}/intakes", Roles.Publisher, """{ "startsAt": "$later", "maximum": 12 }""")
        {
            Required = ["startsAt", "maximum"],
            Accepted = 201,
            Bad = new() { ["startsAt"] = ["\"$past\"", "\"9999-12-31T23:59:59Z\""], ["maximum"] = ["-1", "100001"] },
        },
        new("PUT /api/{kind}/pools/{id}/start", Roles.Publisher, """{ "startsAt": "$later" }""")
        {
            Required = ["startsAt"],
            Bad = new() { ["startsAt"] = ["\"$past\"", "\"9999-12-31T23:59:59Z\""] },
        },
        new("PUT /api/{kind}/inbox/{attemptId}/screening", Roles.Intake, """{ "result": "fit" }""")
        {
            Required = ["result"],
        },
        new("POST /api/{kind}/funds", Roles.Publisher, Fund)
        {
            Required = ["name", "grants"],
            FreeText = FundText,
            Bad = FundBad,
            Accepted = 201,
        },
        new("PUT /api/{kind}/funds/{id}", Roles.Publisher, Fund)
        {
            Required = ["name", "grants"],
            FreeText = FundText,
            Bad = FundBad,
        },
        new("POST /api/{kind}/inbox/{attemptId}/grant", Roles.Intake, """{ "fundId": "$fund" }""")
        {
            State = Status.Accepted,
            Required = ["fundId"],
            Bad = new() { ["fundId"] = ["\"$other\""] },
        },
        new("PUT /api/{kind}/inbox/{attemptId}/attendance", Roles.Intake, """{ "day": "$today", "mark": "present" }""")
        {
            State = Status.InProgress,
            Required = ["day", "mark"],
            Bad = new() { ["day"] = ["\"2001-01-01\"", "\"2100-01-01\"", "\"2026-02-30\""] },
        },
        // Nobody is so long gone.
        new("PUT /api/{kind}/inbox/{attemptId}/work/{month}", Roles.Intake, """{ "result": "employed" }""")
        {
            State = Status.Completed,
            Required = ["result"],
            Accepted = 409,
        },
        Nothing("accept", Status.Received),
        new(
            "POST /api/{kind}/inbox/{attemptId}/actions/reject",
            Roles.Intake,
            """{ "reason": "wrong-age", "text": "too old" }"""
        )
        {
            Required = ["reason"],
            FreeText = new() { ["text"] = 1000 },
        },
        Nothing("waitlist", Status.Received),
        new(
            "POST /api/{kind}/inbox/{attemptId}/actions/schedule",
            Roles.Intake,
            """{ "at": "$soon", "meetingPoint": "the gate", "escort": "Officer Example" }"""
        )
        {
            State = Status.Accepted,
            Required = ["at"],
            FreeText = new() { ["meetingPoint"] = 500, ["escort"] = 200 },
            Bad = new()
            {
                ["at"] = ["\"2020-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\""],
            },
        },
        Nothing("arrive", Status.Accepted),
        Nothing("no-show", Status.Accepted),
        new(
            "POST /api/{kind}/inbox/{attemptId}/actions/cancel",
            Roles.Intake,
            """{ "reason": "staff", "text": "nobody" }"""
        )
        {
            State = Status.Accepted,
            Required = ["reason"],
            FreeText = new() { ["text"] = 1000 },
        },
        new(
            "POST /api/{kind}/inbox/{attemptId}/actions/complete",
            Roles.Intake,
            """{ "outcome": "helped", "exit": "planned" }"""
        )
        {
            State = Status.InProgress,
            Required = ["outcome", "exit"],
        },
        new("POST /api/{kind}/inbox/{attemptId}/actions/end-early", Roles.Intake, """{ "exit": "left-by-choice" }""")
        {
            State = Status.InProgress,
            Required = ["exit"],
        },
        Extend("inbox/{attemptId}/actions", Roles.Intake),
        Extend("attempts/{referralId}", Roles.Caseworker),
        new("POST /api/{kind}/attempts/{referralId}/address", Roles.Caseworker, """{ "escort": "Officer Example" }""")
        {
            State = Status.Accepted,
            Required = ["escort"],
            FreeText = new() { ["escort"] = 200 },
        },
        new(
            "PUT /api/{kind}/attempts/{referralId}/code-word",
            Roles.Caseworker,
            """{ "codeWord": "green lamp", "answer": "seven boats" }"""
        )
        {
            State = Status.Accepted,
            Required = ["codeWord", "answer"],
            FreeText = new() { ["codeWord"] = 100, ["answer"] = 100 },
            Bad = new() { ["answer"] = ["\"green lamp\""] },
            Accepted = 204,
        },
        // None was agreed.
        new("POST /api/{kind}/inbox/{attemptId}/code-word", Roles.Intake, """{ "codeWord": "green lamp" }""")
        {
            State = Status.Accepted,
            Required = ["codeWord"],
            FreeText = new() { ["codeWord"] = 100 },
            Accepted = 409,
        },
        new("POST /api/{kind}/panel", Roles.Publisher, Member)
        {
            Required = MemberNeeds,
            FreeText = MemberText,
            Bad = MemberBad,
            Accepted = 201,
        },
        new("PUT /api/{kind}/panel/{memberId}", Roles.Publisher, Member)
        {
            Required = MemberNeeds,
            FreeText = MemberText,
            Bad = MemberBad,
        },
        new(
            "POST /api/{kind}/inbox/{attemptId}/assign",
            Roles.Intake,
            """{ "memberId": "$member", "from": null, "note": "knows the judge" }"""
        )
        {
            State = Status.Accepted,
            Required = ["memberId"],
            FreeText = new() { ["note"] = 1000 },
            Bad = new() { ["memberId"] = ["\"$other\""] },
        },
        new(
            "POST /api/{kind}/inbox/{attemptId}/conflict-check",
            Roles.Intake,
            """{ "client": ["Test Example"], "opposing": ["ឧទាហរណ៍ មួយ"] }"""
        )
        {
            Required = ["client"],
            FreeText = new() { ["client[0]"] = 200, ["opposing[0]"] = 200 },
            Bad = new() { ["client"] = ["[]"], ["client[0]"] = ["\"-?-\""] },
        },
        new(
            "PUT /api/{kind}/inbox/{attemptId}/complaint",
            Roles.Intake,
            """{ "complainant": "survivor", "authority": "prosecutor", "registeredOn": "2026-01-31", "reference": "17/2026", "agreed": true }"""
        )
        {
            State = Status.Accepted,
            Required = ["complainant", "authority", "registeredOn", "agreed"],
            FreeText = new() { ["reference"] = 200 },
            Bad = new()
            {
                ["complainant"] = ["\"guardian\""],
                ["registeredOn"] = ["\"2100-01-01\"", "\"1999-12-31\""],
                ["agreed"] = ["false"],
            },
        },
    ];

    private const string Member = """
        { "name": "Advocate Example", "provinces": ["01"], "languages": ["km"], "does": ["identity-papers"], "most": 50, "active": true }
        """;

    private static string[] MemberNeeds => ["name", "languages", "does", "most"];
    private static Dictionary<string, int> MemberText => new() { ["name"] = 200 };

    private static Dictionary<string, string[]> MemberBad =>
        new()
        {
            ["provinces"] = ["[\"1\"]", "[\"98\"]", "[\"01\", \"01\"]"],
            ["languages"] = ["[]", "[\"xx\"]"],
            ["does"] = ["[]", "[\"divorce\"]"],
            ["most"] = ["0", "501"],
        };

    private static Example Nothing(string action, string state) =>
        new($"POST /api/{{kind}}/inbox/{{attemptId}}/actions/{action}", Roles.Intake, "{}")
        {
            State = state,
            BodyMayBeLeftOut = true,
        };

    private static Example Extend(string under, string role) =>
        new($"POST /api/{{kind}}/{under}/extend", role, """{ "until": "$later" }""")
        {
            State = Status.Accepted,
            Required = ["until"],
            Bad = new()
            {
                ["until"] = ["\"2020-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\""],
            },
        };
}
