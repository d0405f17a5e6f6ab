using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests.Legal;

/// <summary>What the tests of a legal desk ask of it.</summary>
internal static class Desk
{
    public static Task<House> AddDesk(
        this LegalDesks service,
        int places = 10,
        House? beside = null,
        params string[] matters
    ) =>
        service.AddPool(
            places,
            beside: beside,
            trade: new { matters = matters.Length > 0 ? matters : ["criminal-complaint"] }
        );

    /// <summary>A referral that the desk has accepted.</summary>
    public static async Task<Guid> Matter(this LegalDesks service, House desk, Survivor? survivor = null)
    {
        var request = service.Request([desk.Pool], survivor: survivor);
        await service.Deliver(request);
        (await service.Act(desk, request.ReferralId, "accept")).ShouldBeOk();
        return request.ReferralId;
    }

    public static object Member(string name, int most = 3, bool active = true) =>
        new
        {
            name,
            provinces = new[] { "01" },
            languages = new[] { "km" },
            does = new[] { "criminal-complaint" },
            most,
            active,
        };

    public static async Task<Guid> Lawyer(
        this LegalDesks service,
        House desk,
        string name = "Advocate Example",
        int most = 3,
        bool active = true
    )
    {
        var made = await service.Ask(
            HttpMethod.Post,
            "/panel",
            TestTokens.Provider(desk.Organisation),
            Member(name, most, active)
        );
        made.Status.ShouldBe(201, made.Body.ToString());
        return Guid.Parse(made.Text("id"));
    }

    /// <summary>Checked before, as it must be: of people that no other matter names.</summary>
    public static async Task<Answer> Assign(
        this LegalDesks service,
        House desk,
        Guid referral,
        Guid member,
        Guid? from = null,
        string? note = null
    )
    {
        await service.Ask(
            HttpMethod.Post,
            $"/inbox/{service.AttemptOf(desk, referral)}/conflict-check",
            TestTokens.Provider(desk.Organisation),
            new { client = new[] { $"Client {referral:N}" } }
        );
        return await service.AssignUnchecked(desk, referral, member, from, note);
    }

    public static Task<Answer> AssignUnchecked(
        this LegalDesks service,
        House desk,
        Guid referral,
        Guid member,
        Guid? from = null,
        string? note = null
    ) =>
        service.Ask(
            HttpMethod.Post,
            $"/inbox/{service.AttemptOf(desk, referral)}/assign",
            TestTokens.Provider(desk.Organisation),
            new
            {
                memberId = member,
                from,
                note,
            }
        );

    public static Task<Answer> Get(this LegalDesks service, House desk, string path) =>
        service.Ask(HttpMethod.Get, path, TestTokens.Provider(desk.Organisation));

    public static async Task<bool> Conflict(
        this LegalDesks service,
        House desk,
        Guid referral,
        string[] client,
        params string[] opposing
    ) =>
        (
            await service.Ask(
                HttpMethod.Post,
                $"/inbox/{service.AttemptOf(desk, referral)}/conflict-check",
                TestTokens.Provider(desk.Organisation),
                new { client, opposing }
            )
        )
            .ShouldBeOk()
            .Body.GetProperty("conflict")
            .GetBoolean();
}
