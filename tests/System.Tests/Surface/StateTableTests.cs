using ReferralNetwork.Contracts;
using static ReferralNetwork.Contracts.Status;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>
/// The state table of the design, written out again: every state by every action by every role, over HTTP.
/// </summary>
[Collection(nameof(EmptyNetwork))]
public sealed class StateTableTests(EmptyNetwork network)
{
    private sealed record Row(string Action, string[] From, string To, string Business);

    private static readonly string[] Every =
    [
        Requested,
        Received,
        OnHold,
        Accepted,
        Ready,
        InProgress,
        Rejected,
        Failed,
        Completed,
        Cancelled,
        EnteredInError,
    ];

    private static readonly Row[] Referrer =
    [
        new("withdraw", [Requested, Received, OnHold, Accepted, Ready], Cancelled, "withdrawn"),
        new("reopen", [Failed, Completed], Requested, "reopened"),
        new("confirm-outcome", [Completed], Completed, "confirmed"),
        // Any, but once.
        new("entered-in-error", [.. Every.Except([EnteredInError]), Scene.Closed], EnteredInError, "entered-in-error"),
    ];

    private static readonly Row[] Provider =
    [
        new("accept", [Requested, Received], Accepted, "accepted"),
        new("reject", [Requested, Received, OnHold], Rejected, "staff"),
        new("waitlist", [Requested, Received], OnHold, "waitlisted"),
        new("schedule", [Accepted, Ready], Ready, "scheduled"),
        new("arrive", [Accepted, Ready], InProgress, "arrived"),
        new("no-show", [Accepted, Ready], Failed, "no-show"),
        new("cancel", [Accepted, Ready], Failed, "provider-withdrew"),
        new("complete", [InProgress], Completed, "helped"),
        new("end-early", [InProgress], Completed, "left"),
        // Either side may extend: no transition, so the state stays.
        new("extend", [Accepted, Ready], "", ""),
    ];

    public static TheoryData<string> ReferrerStates => [.. Every, Scene.Closed];
    public static TheoryData<string> ProviderStates => [.. Every];

    [Theory]
    [MemberData(nameof(ReferrerStates))]
    public async Task The_referrer_may_do_what_the_table_says_and_nothing_else(string state)
    {
        var (scene, other) = (await Scene.Of(network, "shelters"), await network.Partner("Another referrer"));
        var pool = await scene.NewPool();
        await Check(
            state,
            Referrer,
            Roles.Caseworker,
            scene.Referrer,
            other,
            "/api/referrals/{0}",
            () => Referral(scene, state),
            pool
        );
    }

    [Theory]
    [MemberData(nameof(ProviderStates))]
    public async Task The_provider_may_do_what_the_table_says_and_nothing_else(string state)
    {
        var (scene, other) = (await Scene.Of(network, "shelters"), await network.Partner("Another provider"));
        await Check(
            state,
            Provider,
            Roles.Intake,
            scene.Provider,
            other,
            "/api/shelters/inbox/{0}",
            async () => scene.AttemptOf(await scene.Referral(state)),
            null
        );
    }

    private async Task Check(
        string state,
        Row[] table,
        string role,
        Partner own,
        Partner other,
        string path,
        Func<Task<Guid>> referral,
        Guid? pool
    )
    {
        var (me, standing) = (await own.As(role), await referral());
        var available = table.Where(row => row.From.Contains(state)).Select(row => row.Action).ToList();
        var before = await Read(standing);
        before.AvailableActions.ShouldBe(available, ignoreOrder: true);

        foreach (var row in table)
        {
            (await Act(network.Nobody, standing, row.Action)).Status.ShouldBe(401, $"{row.Action} without a token");
            foreach (var another in Roles.All.Where(another => another != role))
            {
                (await Act(await own.As(another), standing, row.Action)).Status.ShouldBe(
                    403,
                    $"{row.Action} as {another}"
                );
                (await Act(await other.As(another), standing, row.Action)).Status.ShouldBe(
                    403,
                    $"{row.Action} as another's {another}"
                );
            }
            (await Act(await other.As(role), standing, row.Action)).Status.ShouldBe(
                404,
                $"{row.Action} as another's {role}"
            );
            if (available.Contains(row.Action))
                continue;

            var refused = await Act(me, standing, row.Action);
            refused.Status.ShouldBe(409, $"{row.Action} from {state}: {refused.Text}");
            refused.MediaType.ShouldBe("application/problem+json");
            ((string?)refused.Json["state"]).ShouldBe((string?)before.Json["status"]);
            refused.AvailableActions.ShouldBe(available, ignoreOrder: true);
        }
        (await Read(standing)).Text.ShouldBe(before.Text);

        foreach (var row in table.Where(row => available.Contains(row.Action)))
        {
            var id = await referral();
            var (status, business) = (
                (string?)(await Read(id)).Json["status"],
                (string?)(await Read(id)).Json["businessStatus"]
            );
            var now = (await Act(me, id, row.Action)).Expect(200);
            ((string?)now["status"]).ShouldBe(row.To is "" ? status : row.To, row.Action);
            ((string?)now["businessStatus"]).ShouldBe(row.Business is "" ? business : row.Business, row.Action);
            if (row.Action == "confirm-outcome")
                now["closedAt"].ShouldNotBeNull();
        }

        async Task<Answer> Read(Guid id)
        {
            var answer = await me.Get(Path(id));
            answer.Expect(200);
            return answer;
        }

        string Path(Guid id) => path.Replace("{0}", id.ToString(), StringComparison.Ordinal);
        Task<Answer> Act(HttpClient caller, Guid id, string action) =>
            caller.Post($"{Path(id)}/actions/{action}", Scene.Body(action, pool));
    }

    // Between attempts a referral is requested, and after the last one failed: no request leaves it rejected. The table
    // has the state all the same, and so has the database.
    private async Task<Guid> Referral(Scene scene, string state)
    {
        if (state != Rejected)
            return await scene.Referral(state);
        var id = await scene.Referral(Received);
        Tables
            .Do(
                network.Folder,
                "referrals",
                "UPDATE Referrals SET Status = 'rejected' WHERE Id = $id",
                ("$id", id.ToString().ToUpperInvariant())
            )
            .ShouldBe(1);
        return id;
    }
}
