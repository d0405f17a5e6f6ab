using ReferralNetwork.Capacity.Data;
using static ReferralNetwork.Testing.StateTable;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>What happens in each state at each action, against the rules' table.</summary>
[Collection(nameof(Shelters))]
public sealed class StateTableTests(Shelters service)
{
    /// <summary>Every state by every action of a provider.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> ProviderCells =>
        from state in States
        from action in ActionsBy("Provider")
        select new TheoryDataRow<string, string>(state, action);

    public static TheoryData<string> AllStates => [.. States];

    [Theory, MemberData(nameof(ProviderCells))]
    public async Task A_provider_does_what_the_table_allows_and_nothing_else(string state, string action)
    {
        var (house, referral, before) = await Given(state);
        var (pool, told) = (await service.Row(house), (await service.Told(referral)).Count);

        var answer = await service.Act(house, referral, action);

        var after = (await service.Attempts(referral)).Single(a => a.Id == before.Id);
        if (ToOf(action, state) is { } to)
        {
            answer.ShouldBeOk();
            var business =
                Rows[action][^1] is var b && b != "*"
                    ? b
                    : action switch
                    {
                        "reject" => "staff",
                        "complete" => "helped",
                        _ => "left",
                    };
            (after.Status, after.BusinessStatus, after.Version).ShouldBe((to, business, before.Version + 1));
            (answer.Text("status"), answer.Text("businessStatus")).ShouldBe((to, business));
        }
        else
        {
            answer.Status.ShouldBe(409);
            answer.Text("state").ShouldBe(state);
            var may = ActionsBy("Provider").Where(a => ToOf(a, state) is not null);
            answer.Actions.ShouldBe(state is "accepted" or "ready" ? [.. may, "extend"] : may, ignoreOrder: true);
            (after.Status, after.BusinessStatus, after.Version, after.DueAt).ShouldBe(
                (before.Status, before.BusinessStatus, before.Version, before.DueAt)
            );
            (await service.Row(house)).ShouldBeEquivalentTo(pool);
            (await service.Told(referral)).Count.ShouldBe(told);
        }
    }

    [Theory, MemberData(nameof(AllStates))]
    public async Task A_withdrawal_ends_what_the_table_allows(string state) =>
        await Expect("withdraw", state, referral => service.Withdraw(referral, "unsafe"));

    [Theory, MemberData(nameof(AllStates))]
    public async Task Entered_in_error_ends_what_the_table_allows(string state) =>
        await Expect("entered-in-error", state, referral => service.Withdraw(referral, "entered-in-error"));

    [Theory, MemberData(nameof(AllStates))]
    public async Task The_end_of_a_hold_moves_only_who_holds_and_has_not_been_answered(string state) =>
        await Expect("hold-end", state, _ => service.Pass(TimeSpan.FromHours(25)));

    [Theory, MemberData(nameof(AllStates))]
    public async Task A_deadline_moves_only_who_waits_for_an_answer_or_is_awaited(string state) =>
        await Expect(
            ToOf("arrival-overdue", state) is null ? "answer-overdue" : "arrival-overdue",
            state,
            _ => service.Pass(TimeSpan.FromDays(40))
        );

    [Theory, MemberData(nameof(AllStates))]
    public async Task A_free_place_moves_only_who_waits(string state) =>
        await Expect("promote", state, async _ => (await service.Publish(_house!, 5, 0)).ShouldBeOk());

    private House? _house;

    private async Task Expect(string action, string state, Func<Guid, Task> happen)
    {
        var (_, referral, before) = await Given(state);
        await happen(referral);
        var after = (await service.Attempts(referral)).Single(a => a.Id == before.Id);
        var expected = ToOf(action, state) is { } to
            ? (to, Rows[action][^1], before.Version + 1)
            : (before.Status, before.BusinessStatus, before.Version);
        (after.Status, after.BusinessStatus, after.Version).ShouldBe(expected);
    }

    /// <summary>An attempt that has come to this state by the actions that lead there.</summary>
    private async Task<(House House, Guid Referral, Attempt Attempt)> Given(string state)
    {
        var house = state switch
        {
            "requested" => await service.AddPool(1, access: "assessment-first"),
            "on-hold" => await service.AddPool(1, occupied: 1),
            _ => await service.AddPool(1),
        };
        _house = house;
        var referral = await service.Send([house], waitlist: state == "on-hold");
        string[] path = state switch
        {
            "accepted" => ["accept"],
            "ready" => ["accept", "schedule"],
            "in-progress" => ["accept", "arrive"],
            "completed" => ["accept", "arrive", "complete"],
            "rejected" => ["reject"],
            "failed" => ["accept", "no-show"],
            _ => [],
        };
        foreach (var action in path)
            (await service.Act(house, referral, action)).ShouldBeOk();
        if (state == "cancelled")
            await service.Withdraw(referral);
        if (state == "entered-in-error")
            await service.Withdraw(referral, "entered-in-error");
        var attempt = (await service.Attempts(referral))[^1];
        attempt.Status.ShouldBe(state);
        return (house, referral, attempt);
    }
}
