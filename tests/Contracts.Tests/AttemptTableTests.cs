using static ReferralNetwork.Testing.StateTable;

namespace ReferralNetwork.Contracts.Tests;

/// <summary>The table in code, against the rules'.</summary>
public sealed class AttemptTableTests
{
    public static TheoryData<string> Actions => [.. Rows.Keys];

    [Fact]
    public void The_table_in_code_has_these_states_and_actions_and_no_others()
    {
        Status.All.ShouldBe(States, ignoreOrder: true);
        AttemptTable.Rows.Select(row => row.Action).ShouldBe(Rows.Keys, ignoreOrder: true);
        Rows.Values.ShouldAllBe(cells => cells.Length == States.Length + 2);
    }

    [Theory, MemberData(nameof(Actions))]
    public void The_table_in_code_says_of_each_action_what_the_rules_say(string action)
    {
        var (row, cells) = (AttemptTable.Of(action), Rows[action]);
        row.By.ToString().ShouldBe(cells[0]);
        (row.Business ?? "*").ShouldBe(cells[^1]);
        foreach (var state in States)
        {
            AttemptTable.Allows(action, state).ShouldBe(ToOf(action, state) is not null, $"{action} from {state}");
            if (ToOf(action, state) is { } to)
                row.To.ShouldBe(to, $"{action} from {state}");
            AttemptTable
                .AvailableTo(row.By, state)
                .Contains(action)
                .ShouldBe(ToOf(action, state) is not null, $"{action} listed in {state}");
        }
    }
}
