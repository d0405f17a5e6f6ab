using System.Net;

namespace ReferralNetwork.System.Tests.Distributed;

/// <summary>Several at one desk, at two replicas, say at once that the count is as before.</summary>
[Collection(nameof(TwoOfEach))]
public sealed class ConfirmTests(TwoOfEach network)
{
    private const int AtOnce = 40;

    [Fact]
    public async Task Of_many_who_confirm_a_count_at_once_none_is_told_that_he_has_lost()
    {
        var pool = await network.Pool(5);
        var desks = network.ReplicasOf("shelters").Select(replica => network.As("shelter-1", replica)).ToList();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, AtOnce)
                .Select(async n =>
                {
                    using var answer = await desks[n % desks.Count]
                        .PostAsync($"/api/shelters/pools/{pool}/confirm", null);
                    return answer.StatusCode;
                })
        );

        answers.ShouldAllBe(status => status == HttpStatusCode.OK);
    }
}
