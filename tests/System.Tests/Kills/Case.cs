using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;

namespace ReferralNetwork.System.Tests.Kills;

/// <summary>One referral's life, and a line for each thing that was answered with 2xx: it must be there at the end,
/// once.</summary>
internal sealed class Case(SteadyClient caseworker, House house, Random random)
{
    /// <summary>Status, business status and pool; no pool where the referrer did it.</summary>
    public HashSet<(string Status, string Business, Guid? Pool)> Acknowledged { get; } = [];

    private Guid? _attempt;

    public Guid Id { get; private set; }
    public House House => house;
    public SteadyClient Caseworker => caseworker;

    /// <summary>Until when its place was said to be kept.</summary>
    public DateTimeOffset? HeldUntil { get; private set; }

    /// <summary>What nobody but this case could have changed; null where the ledger may still act.</summary>
    public string? Final { get; private set; }

    public async Task Send(Guid[] plan, string urgency = "emergency", bool waitlist = false)
    {
        var key = Guid.NewGuid().ToString();
        var told = await caseworker.Post(
            "/api/referrals",
            Given.Referral(house.Kind, plan, urgency, waitlist),
            ("Idempotency-Key", key),
            ("Prefer", $"wait={random.Next(3)}")
        );
        if (!told.IsGood)
            throw new InvalidOperationException(told.ToString());
        Id = (Guid)told.Body["id"]!;
        Acknowledged.Add(("requested", "sent", null));
        if (told.State == "received")
            Held(told.Body["attempts"]!.AsArray().Single(attempt => (string?)attempt!["status"] == "received")!);
    }

    public async Task Live()
    {
        if (random.Next(5) == 0)
        {
            await Send([house.Counted]);
            if (random.Next(3) > 0)
                await Withdraw();
            return;
        }
        await Send(house.Plan, waitlist: random.Next(4) == 0);
        var item = await Asked();
        if (item.State != "received")
        {
            // Full: it waits, or it was told so. Who waits would keep those who come later out for ever.
            if (item.State == "on-hold")
                await Withdraw();
            return;
        }
        Held(item.Body);
        switch (random.Next(10))
        {
            case 0:
                return;
            case 1:
                await Withdraw();
                return;
            case 2:
                await Do("reject", "rejected", "staff", Given.Reason("staff"));
                return;
            case 3:
                await Do("accept", "accepted", "accepted");
                return;
            case 4:
                if (await Do("accept", "accepted", "accepted"))
                    await Withdraw();
                return;
            case 5:
                if (await Do("accept", "accepted", "accepted"))
                    await Do("no-show", "failed", "no-show");
                return;
        }
        if (
            await Do("accept", "accepted", "accepted")
            && await Do("schedule", "ready", "scheduled", Schedule())
            && await Do("arrive", "in-progress", "arrived")
        )
            await Do(
                "complete",
                "completed",
                "helped",
                new JsonObject { ["outcome"] = "helped", ["exit"] = "planned" }
            );
    }

    /// <summary>Waits until a house of the plan keeps a place for it or keeps it waiting, or none has any.</summary>
    /// <returns>What the provider sees of it then.</returns>
    public async Task<Told> Asked()
    {
        await Eventually.Get(
            () => caseworker.Get($"/api/referrals/{Id}"),
            referral => referral.Code == 200 && referral.State != "requested",
            "the provider is asked"
        );
        return await house.Provider.Get(await Path());
    }

    /// <summary>What the provider knows it by: the last that was asked.</summary>
    public async Task<Guid> Attempt() =>
        _attempt ??= (Guid)
            (await caseworker.Get($"/api/referrals/{Id}")).Body["attempts"]!.AsArray()[^1]!["attemptId"]!;

    private async Task<string> Path() => $"/api/{house.Route}/inbox/{await Attempt()}";

    /// <summary>Gives back what a case of before still keeps, so that others can come.</summary>
    public async Task End()
    {
        if (Final == "accepted" && await Do("arrive", "in-progress", "arrived"))
            await Do("end-early", "completed", "left", new JsonObject { ["exit"] = "left-by-choice" });
        else if (Final is null)
            await Withdraw();
    }

    /// <summary>Nobody answered it: its hold has ended once, and not before it was said to.</summary>
    public async Task EndsByTheClock(TimeSpan hold)
    {
        var referral = await Eventually.Get(
            () => caseworker.Get($"/api/referrals/{Id}"),
            r => (string?)r.Body["businessStatus"] == "hold-ended",
            "the hold has ended"
        );
        DateTimeOffset At(string business) =>
            (DateTimeOffset)
                referral.Body["history"]!.AsArray().Single(step => (string?)step!["businessStatus"] == business)![
                    "at"
                ]!;
        At("hold-ended").ShouldBeGreaterThanOrEqualTo(HeldUntil ?? At("held") + hold, "not before it was said to");
    }

    private void Held(JsonNode at)
    {
        HeldUntil = (DateTimeOffset)at["heldUntil"]!;
        Acknowledged.Add(("received", "held", (Guid)at["poolId"]!));
    }

    /// <summary>A provider's action. After no answer it looks before it acts again: what was done once is refused the
    /// second time.</summary>
    public async Task<bool> Do(string action, string status, string business, JsonObject? body = null)
    {
        var path = await Path();
        var pool = (Guid)(await house.Provider.Get(path)).Body["poolId"]!;
        Told? told;
        while ((told = await house.Provider.Once(HttpMethod.Post, $"{path}/actions/{action}", body ?? [])) is null)
        {
            var now = await house.Provider.Get(path);
            if (now.State != status)
                continue;
            told = now;
            break;
        }
        if (!told.IsGood)
            throw new InvalidOperationException($"{action}: {told}");
        Acknowledged.Add((status, business, pool));
        Final = status is "rejected" ? null : status;
        return true;
    }

    private async Task Withdraw()
    {
        var told = await caseworker.Post($"/api/referrals/{Id}/actions/withdraw", Given.Reason("survivor-declined"));
        // Full and given up: there is nothing to withdraw.
        if (told is { Code: 409, State: "failed" or "rejected" })
            return;
        if (!told.IsGood && !(told.Code == 409 && told.InDoubt && told.State == "cancelled"))
            throw new InvalidOperationException($"withdraw: {told}");
        Acknowledged.Add(("cancelled", "withdrawn", null));
        Final = "cancelled";
    }

    private static JsonObject Schedule() =>
        new()
        {
            ["at"] = TimeProvider.System.GetUtcNow().AddHours(2).ToString("O"),
            ["meetingPoint"] = "the gate",
            ["escort"] = "Officer Example",
        };
}
