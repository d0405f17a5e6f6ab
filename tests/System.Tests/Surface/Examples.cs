using ReferralNetwork.Contracts;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>Every write of the API that takes JSON.</summary>
internal static class Examples
{
    public const string Name = """{ "en": "A name", "km": "ឈ្មោះ" }""";

    private const string Never =
        """{ "organisations": ["$other"], "sites": ["$other"], "areas": ["0102"], "persons": ["somebody"] }""";

    private const string Consent = """
        { "basis": "consent", "purposes": ["placement", "follow-up"], "recipients": "plan", "fields": ["name", "contact", "narrative"], "language": "km",
          "how": "spoken", "interpreter": "none", "limitsExplained": true, "alone": true, "assent": "unable", "assentReason": "does not speak yet",
          "guardian": "none", "bestInterest": { "role": "social worker", "at": "$past", "options": "a house or an aunt", "views": "her aunt", "why": "she is near" },
          "textVersion": "1", "expiresAt": "$later" }
        """;

    private const string Details = """
        { "name": "Test Example", "contact": "none", "narrative": "An example.",
          "contactRule": { "channels": ["none"], "hours": "evenings", "voicemail": false, "whoElseMayAnswer": "nobody" } }
        """;

    private const string Survivor = """
        "sex": "female", "age": 16.5, "ageEstimated": false, "languages": ["km"], "needs": ["trafficking"], "withChildren": 1,
        "children": [{ "sex": "female", "age": 2.5 }], "access": ["step-free"], "placeAs": "women", "has": ["id"],
        "siblings": [{ "sex": "female", "age": 14.5 }]
        """;

    private static readonly string[] ConsentNeeds =
    [
        "purposes",
        "recipients",
        "fields",
        "language",
        "how",
        "limitsExplained",
        "alone",
        "expiresAt",
        "assentReason",
        "bestInterest.role",
        "bestInterest.at",
        "bestInterest.options",
        "bestInterest.views",
        "bestInterest.why",
        "assent",
        "guardian",
        "bestInterest",
    ];

    private static readonly Dictionary<string, int> ConsentTexts = new()
    {
        ["consent.textVersion"] = 20,
        ["consent.assentReason"] = 200,
        ["consent.bestInterest.role"] = 100,
        ["consent.bestInterest.options"] = 300,
        ["consent.bestInterest.views"] = 300,
        ["consent.bestInterest.why"] = 300,
    };

    private static readonly Dictionary<string, string[]> ConsentBad = new()
    {
        ["consent.purposes"] = ["[]", "[\"follow-up\"]", "[\"placement\", \"advertising\"]"],
        ["consent.ends"] = ["{ \"tracing\": \"$later\" }", "{ \"placement\": \"$later\" }"],
        ["consent.recipients"] =
        [
            "[]",
            "[\"x\"]",
            "[null]",
            "[7]",
            "[\"\\ud800\"]",
            "[\"00000000-0000-0000-0000-000000000001\"]",
        ],
        ["consent.expiresAt"] = ["\"$past\"", "\"9999-12-31T23:59:59Z\"", "\"2026-13-45T00:00:00Z\""],
        ["consent.limitsExplained"] = ["false"],
        ["consent.assent"] = ["false", "\"no\""],
        ["consent.alone"] = ["\"yes\""],
        ["consent.justification"] = ["\"because\""],
        ["consent.fields"] = ["[\"address\"]"],
    };

    private static readonly Dictionary<string, string[]> PersonBad = new()
    {
        ["userName"] = ["\"ab\"", "\"Upper\"", "\"a b c\""],
        ["password"] = ["\"eleven char\"", "\"password1234\"", $"\"{new string('p', 129)}\""],
        ["roles"] = ["[]", "[\"king\"]"],
    };

    private const string Expected = """
        { "members": [{ "sex": "female", "ageBand": "25-59", "count": 2 }], "arrivesAt": "$soon", "urgency": "urgent", "from": "12", "pools": ["$pool"] }
        """;

    private static readonly string[] ExpectedNeeds =
    [
        "members",
        "members[0].sex",
        "members[0].ageBand",
        "members[0].count",
        "arrivesAt",
        "urgency",
    ];

    private static readonly Dictionary<string, string[]> ExpectedBad = new()
    {
        ["members"] = ["[]"],
        ["members[0].count"] = ["0", "31"],
        ["pools"] = ["[]", "[\"$other\", \"$other\"]"],
        ["from"] = ["\"1\"", "\"9999\""],
        ["arrivesAt"] = ["\"$past\"", "\"9999-12-31T23:59:59Z\""],
        ["pools[0]"] = ["\"00000000-0000-0000-0000-000000000000\""],
    };

    public static readonly IReadOnlyList<Example> All =
    [
        new(
            "POST /api/setup",
            "",
            $$"""
            { "code": "x", "organisation": {{Name}}, "userName": "good.name", "displayName": "Good", "password": "long enough password" }
            """
        )
        {
            Required = ["code", "organisation", "userName", "displayName", "password"],
            Lines = new()
            {
                ["code"] = 200,
                ["organisation.en"] = 150,
                ["organisation.km"] = 150,
                ["displayName"] = 100,
                ["password"] = 128,
            },
            Bad = PersonBad.Where(bad => bad.Key != "roles").ToDictionary(),
            Accepted = 404,
        },
        new("POST /api/organisations", Roles.Coordinator, $$"""{ "name": {{Name}}, "kinds": ["shelter"] }""")
        {
            Required = ["name"],
            Lines = new() { ["name.en"] = 150, ["name.km"] = 150 },
            Bad = new() { ["name"] = ["{}"], ["kinds"] = ["[\"shelters\"]"] },
            Accepted = 201,
        },
        new(
            "POST /api/organisations/{id}/people",
            Roles.Operator,
            """
            { "userName": "good.name", "displayName": "ល្អ", "roles": ["intake"], "password": "long enough password" }
            """
        )
        {
            Required = ["userName", "displayName", "roles", "password"],
            Lines = new() { ["displayName"] = 100, ["password"] = 128 },
            Bad = PersonBad,
            Accepted = 201,
        },
        new(
            "PUT /api/organisations/{id}/people/{personId}",
            Roles.OrgAdmin,
            """{ "displayName": "ល្អ", "roles": ["intake", "publisher"] }"""
        )
        {
            Required = ["displayName", "roles"],
            Lines = new() { ["displayName"] = 100 },
            Bad = new() { ["roles"] = ["[]", "[\"king\"]"] },
        },
        new(
            "POST /api/organisations/{id}/invitations",
            Roles.OrgAdmin,
            """{ "displayName": "ល្អ", "roles": ["intake"] }"""
        )
        {
            Required = ["displayName", "roles"],
            Lines = new() { ["displayName"] = 100 },
            Bad = new() { ["roles"] = ["[]", "[\"king\"]"] },
            Accepted = 201,
        },
        new(
            "POST /api/organisations/{id}/clients",
            Roles.Operator,
            """
            { "label": "ប្រព័ន្ធ", "roles": ["publisher"], "redirectUris": ["https://app.example/back"] }
            """
        )
        {
            Required = ["label", "roles"],
            Lines = new() { ["label"] = 100 },
            Accepted = 201,
            Bad = new()
            {
                ["roles"] = ["[]", "[\"king\"]"],
                ["redirectUris"] =
                [
                    "[\"http://app.example/back\"]",
                    "[\"https://app.example/back#part\"]",
                    "[\"https://you@app.example/\"]",
                    "[\"javascript:alert(1)\"]",
                ],
            },
        },
        new(
            "PUT /api/organisations/{id}/kinds",
            Roles.Coordinator,
            """
            { "kinds": ["shelter", "training", "medical", "legal-aid"], "note": "visited by day" }
            """
        )
        {
            Required = ["kinds", "note"],
            FreeText = new() { ["note"] = 1000 },
            Bad = new() { ["kinds"] = ["[\"king\"]"] },
        },
        new("POST /api/organisations/{id}/suspend", Roles.Coordinator, """{ "note": "visited by night" }""")
        {
            Required = ["note"],
            FreeText = new() { ["note"] = 1000 },
        },
        new("POST /api/organisations/{id}/resume", Roles.Coordinator, """{ "note": "visited again" }""")
        {
            Required = ["note"],
            FreeText = new() { ["note"] = 1000 },
        },
        new(
            "POST /api/organisations/{id}/records",
            Roles.Coordinator,
            """
            { "kind": "inspection", "on": "2026-01-31", "until": "2027-01-31", "siteId": "$other", "met": ["free-to-leave", "private-rooms", "clean-water", "food",
              "fire-exits", "address-kept", "details-kept"], "unmet": ["staff-vetted", "child-safeguarding", "complaints-known"], "note": "the gate was locked" }
            """
        )
        {
            Required = ["kind", "on", "met"],
            FreeText = new() { ["note"] = 1000 },
            Accepted = 201,
            Bad = new()
            {
                ["kind"] = ["\"suspended\""],
                ["on"] = ["\"2026-02-30\""],
                ["until"] = ["\"2026-01-30\""],
                ["met"] = ["[\"food\"]"],
            },
        },
        new(
            "POST /api/organisations/{id}/records",
            Roles.Coordinator,
            """{ "kind": "training", "on": "2026-01-31", "note": "Person Example" }"""
        )
        {
            Required = ["note"],
            FreeText = new() { ["note"] = 1000 },
            Bad = new()
            {
                ["on"] = ["\"2100-01-01\""],
                ["siteId"] = ["\"$other\""],
                ["met"] = ["[\"food\"]"],
            },
            Accepted = 201,
        },
        new(
            "POST /api/organisations/{id}/records",
            Roles.Coordinator,
            """{ "kind": "agreement", "on": "2026-01-31", "until": "2027-01-31" }"""
        )
        {
            Required = ["until"],
            Accepted = 201,
        },
        new("POST /api/complaints", Roles.Intake, """{ "about": "$provider", "text": "They asked her for money." }""")
        {
            Required = ["about", "text"],
            FreeText = new() { ["text"] = 4000 },
            Bad = new() { ["about"] = ["\"$other\""] },
            Accepted = 202,
        },
        new(
            "POST /api/complaints/{complaintId}/close",
            Roles.Coordinator,
            """{ "note": "visited, and the fee is given back" }"""
        )
        {
            Required = ["note"],
            FreeText = new() { ["note"] = 2000 },
        },
        new(
            "POST /api/availability/search",
            Roles.Caseworker,
            $$"""
            { "kinds": ["shelter"], {{Survivor}}, "from": "010201", "near": { "lat": 13.656, "lon": 102.563 }, "province": "01", "openOnly": true, "places": 2,
              "admitsAt": "$soon", "lacking": "no-language", "never": {{Never}}, "limit": 20 }
            """
        )
        {
            Required = ["kinds", "children[0].sex", "children[0].age", "siblings[0].sex", "siblings[0].age"],
            RequiredOfParent = ["near.lat", "near.lon"],
            FreeText = new() { ["never.persons[0]"] = 100 },
            Bad = new()
            {
                ["kinds"] = ["[]"],
                ["age"] = ["-0.1", "120.5"],
                ["withChildren"] = ["-1", "21"],
                ["children[0].age"] = ["-1", "26"],
                ["siblings[0].age"] = ["-1", "26"],
                ["from"] = ["\"1\"", "\"010201\\n\""],
                ["near.lat"] = ["-90.1", "90.1"],
                ["near.lon"] = ["-180.1", "180.1"],
                ["province"] = ["\"1\"", "\"0102\"", "\"01\\n\""],
                ["limit"] = ["0", "201"],
                ["places"] = ["0", "13"],
                ["admitsAt"] = ["\"0001-01-01T00:00:00+14:00\"", "\"2026-02-30T00:00:00Z\""],
                ["cursor"] = ["\"x\"", "\"ទំព័រ\"", "7"],
                ["medicalWindow"] = ["72", "71"],
                ["never.areas"] = ["[\"1\"]"],
            },
        },
        new(
            "POST /api/referrals",
            Roles.Caseworker,
            $$"""
            { "kind": "$kind", "urgency": "urgent", "medicalWindow": 72, "happenedAt": "$before", "plan": ["$pool"], "continueOnRefusal": true, "waitlist": false, "places": 2,
              "survivor": { {{Survivor}} }, "never": {{Never}}, "consent": {{Consent}}, "details": {{Details}} }
            """
        )
        {
            Required =
            [
                "kind",
                "urgency",
                "plan",
                "survivor",
                "survivor.sex",
                "survivor.age",
                "survivor.children[0].sex",
                "survivor.children[0].age",
                "survivor.siblings[0].sex",
                "survivor.siblings[0].age",
                "consent",
                .. ConsentNeeds.Select(member => $"consent.{member}"),
            ],
            FreeText = new(ConsentTexts)
            {
                ["never.persons[0]"] = 100,
                ["details.name"] = 200,
                ["details.contact"] = 200,
                ["details.narrative"] = 8000,
                ["details.contactRule.hours"] = 100,
                ["details.contactRule.whoElseMayAnswer"] = 200,
            },
            Bad = new(ConsentBad)
            {
                ["plan"] = ["[]", "[\"$pool\", \"$pool\"]"],
                ["plan[0]"] = ["\"00000000-0000-0000-0000-000000000000\""],
                ["medicalWindow"] = ["71", "0", "-72"],
                ["places"] = ["0", "13"],
                ["survivor.age"] = ["-1", "121"],
                ["survivor.withChildren"] = ["-1", "21"],
                ["survivor.children[0].age"] = ["-1", "26"],
                ["survivor.siblings[0].age"] = ["-1", "26"],
                ["never.areas"] = ["[\"1\"]"],
                ["details.contactRule.channels"] = ["[\"none\", \"sms\"]"],
            },
            Accepted = 202,
        },
        new(
            "POST /api/referrals",
            Roles.Caseworker,
            """
            { "kind": "$kind", "urgency": "emergency", "plan": ["$pool"], "survivor": { "sex": "female", "age": 30.5 },
              "consent": { "basis": "vital-interest", "justification": "unconscious, bleeding" } }
            """
        )
        {
            Required = ["consent.justification"],
            FreeText = new() { ["consent.justification"] = 1000 },
            Bad = new() { ["consent.fields"] = ["[\"name\"]"], ["details"] = ["{ \"name\": \"A\" }"] },
            Accepted = 202,
        },
        new("POST /api/referrals/groups/proposal", Roles.Caseworker, Expected)
        {
            Required = ExpectedNeeds,
            Bad = new(ExpectedBad),
        },
        new("POST /api/referrals/groups", Roles.Caseworker, Expected)
        {
            Required = ExpectedNeeds,
            Bad = new(ExpectedBad),
            Accepted = 201,
        },
        new("PUT /api/referrals/{id}/never", Roles.Caseworker, $$"""{ "never": {{Never}} }""")
        {
            Required = ["never"],
            FreeText = new() { ["never.persons[0]"] = 100 },
            Bad = new() { ["never.areas"] = ["[\"1\"]"] },
        },
        new("POST /api/referrals/{id}/consent", Roles.Caseworker, $$"""{ "consent": {{Consent}} }""")
        {
            Required = ["consent", .. ConsentNeeds[..^3].Select(member => $"consent.{member}")],
            FreeText = new(ConsentTexts),
            Bad = new(ConsentBad),
        },
        new("POST /api/referrals/{id}/actions/withdraw", Roles.Caseworker, """{ "reason": "unsafe" }""")
        {
            Required = ["reason"],
        },
        new(
            "POST /api/referrals/{id}/actions/reopen",
            Roles.Caseworker,
            $$"""
            { "note": "she came back", "plan": ["$pool"], "consent": {{Consent}}, "never": {{Never}}, "details": {{Details}}, "continueOnRefusal": true, "waitlist": false }
            """
        )
        {
            State = Status.Failed,
            Required = ["note", "plan", .. ConsentNeeds[..^3].Select(member => $"consent.{member}")],
            FreeText = new(ConsentTexts)
            {
                ["note"] = 1000,
                ["never.persons[0]"] = 100,
                ["details.name"] = 200,
                ["details.contact"] = 200,
                ["details.narrative"] = 8000,
                ["details.contactRule.hours"] = 100,
                ["details.contactRule.whoElseMayAnswer"] = 200,
            },
            Bad = new(ConsentBad)
            {
                ["plan"] = ["[]", "[\"$pool\", \"$pool\"]"],
                ["never.areas"] = ["[\"1\"]"],
                ["details.contactRule.channels"] = ["[\"none\", \"sms\"]"],
            },
        },
        new("POST /api/referrals/{id}/actions/confirm-outcome", Roles.Caseworker, "{}")
        {
            State = Status.Completed,
            BodyMayBeLeftOut = true,
        },
        new("POST /api/referrals/{id}/actions/entered-in-error", Roles.Caseworker, """{ "note": "sent twice" }""")
        {
            Required = ["note"],
            FreeText = new() { ["note"] = 1000 },
        },
        new(
            "POST /api/referrals/{id}/follow-ups/{month}",
            Roles.Caseworker,
            """{ "result": "safe", "note": "works at her aunt's shop" }"""
        )
        {
            State = Status.Completed,
            Required = ["result"],
            FreeText = new() { ["note"] = 1000 },
        },
        new("POST /api/referrals/{id}/case", Roles.Caseworker, """{ "with": "$sent", "after": true }""")
        {
            Required = ["with"],
            Bad = new() { ["with"] = ["\"$other\""] },
        },
        new(
            "POST /api/referrals/{id}/transfer",
            Roles.Caseworker,
            """{ "organisation": { "id": "$provider" }, "how": "spoken", "language": "km", "note": "ring her sister first" }"""
        )
        {
            Required = ["organisation", "organisation.id", "how", "language"],
            Bad = new() { ["organisation.id"] = ["\"$other\""] },
            FreeText = new() { ["note"] = 2000 },
            Accepted = 201,
        },
        new(
            "POST /api/cases",
            Roles.Caseworker,
            $$"""
            { "survivor": { {{Survivor}} }, "never": {{Never}}, "consent": {{Consent}}, "details": {{Details}},
              "referrals": [
                { "kind": "$kind", "urgency": "urgent", "medicalWindow": 72, "happenedAt": "$before", "plan": ["$pool"], "fields": ["name"], "places": 2 },
                { "kind": "$kind", "urgency": "urgent", "plan": ["$pool"], "after": 0 } ] }
            """
        )
        {
            Required =
            [
                "survivor",
                "survivor.sex",
                "consent",
                "referrals",
                "referrals[0].kind",
                "referrals[0].urgency",
                "referrals[0].plan",
                .. ConsentNeeds.Select(member => $"consent.{member}"),
            ],
            FreeText = new(ConsentTexts)
            {
                ["never.persons[0]"] = 100,
                ["details.name"] = 200,
                ["details.contact"] = 200,
                ["details.narrative"] = 8000,
                ["details.contactRule.hours"] = 100,
                ["details.contactRule.whoElseMayAnswer"] = 200,
            },
            Bad = new(ConsentBad)
            {
                ["referrals"] = ["[]"],
                ["referrals[0].plan"] = ["[]", "[\"$pool\", \"$pool\"]"],
                ["referrals[0].places"] = ["0", "13"],
                ["referrals[0].medicalWindow"] = ["71"],
                ["survivor.age"] = ["-1", "121"],
                ["never.areas"] = ["[\"1\"]"],
                ["details.contactRule.channels"] = ["[\"none\", \"sms\"]"],
            },
            Accepted = 202,
        },
        new(
            "POST /api/referrals/{id}/conferences",
            Roles.Caseworker,
            """{ "at": "$soon", "organisations": ["$provider"], "note": "the hearing" }"""
        )
        {
            State = Status.Accepted,
            Required = ["at", "organisations"],
            FreeText = new() { ["note"] = 4000 },
            Accepted = 201,
            Bad = new()
            {
                ["at"] = ["\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\""],
                ["organisations"] = ["[]", "[\"$provider\", \"$provider\"]", "[\"$other\"]"],
            },
        },
        new("PUT /api/conferences/{conferenceId}", Roles.Caseworker, """{ "at": "$soon", "note": "what was agreed" }""")
        {
            State = Status.Accepted,
            Required = ["at"],
            FreeText = new() { ["note"] = 4000 },
            Bad = new() { ["at"] = ["\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\""] },
        },
        new("POST /api/calls", Roles.Caseworker, """{ "caller": "third-party", "kind": "shelter", "province": "01" }""")
        {
            Required = ["caller"],
            Bad = new() { ["province"] = ["\"0110\"", "\"98\""] },
            Accepted = 201,
        },
        new("POST /api/calls", Roles.Caseworker, """{ "caller": "dropped", "number": "+855 00 000 199" }""")
        {
            Required = ["caller"],
            Telephones = ["number"],
            Bad = new() { ["number"] = ["\"117 or 119\"", "\"+\"", "\"12345678901234567890\""] },
            Accepted = 201,
        },
        new("POST /api/incidents", Roles.Coordinator, """{ "people": 40, "district": "01" }""")
        {
            Required = ["people", "district"],
            Bad = new() { ["people"] = ["1", "501"], ["district"] = ["\"99\"", "\"1\""] },
            Accepted = 201,
        },
        new("POST /api/incidents/{incidentId}/review", Roles.Coordinator, """{ "upheld": true }""")
        {
            Required = ["upheld"],
        },
        new("POST /api/shift-notes", Roles.Caseworker, """{ "note": "one rings again at six" }""")
        {
            Required = ["note"],
            FreeText = new() { ["note"] = 2000 },
            Accepted = 201,
        },
        new("POST /api/referrals/{id}/consent/withdraw", Roles.Caseworker, """{ "by": "survivor" }""")
        {
            State = Status.Received,
            BodyMayBeLeftOut = true,
            Required = ["by"],
            Bad = new()
            {
                ["by"] = ["\"aunt\"", "\"guardian\""],
                ["bestInterest"] =
                [
                    "{ \"role\": \"worker\", \"at\": \"$past\", \"options\": \"a\", \"views\": \"b\", \"why\": \"c\" }",
                ],
            },
        },
        new("PUT /api/referrals/{id}/details", Roles.Caseworker, Details)
        {
            FreeText = new()
            {
                ["name"] = 200,
                ["contact"] = 200,
                ["narrative"] = 8000,
                ["contactRule.hours"] = 100,
                ["contactRule.whoElseMayAnswer"] = 200,
            },
            Bad = new() { ["contactRule.channels"] = ["[\"none\", \"call\"]", "[\"email\", \"none\"]"] },
            Accepted = 204,
        },
        .. DeskExamples.All,
    ];
}
