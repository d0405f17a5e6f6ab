using System.Text.Json;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Contracts.Tests;

public sealed class SparseTests
{
    [Fact]
    public void Conditions_that_a_pool_does_not_set_are_left_out_and_nothing_else_is()
    {
        var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Sparse.OmitUnsetConditions(json);

        JsonSerializer.Serialize(new Eligibility(MinAge: 12), json).ShouldBe("""{"minAge":12}""");
        JsonSerializer.Serialize(new LocalText(En: "House", Km: null), json).ShouldBe("""{"en":"House","km":null}""");
    }
}
