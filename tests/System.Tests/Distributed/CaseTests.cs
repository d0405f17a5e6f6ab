namespace ReferralNetwork.System.Tests.Distributed;

[Collection(nameof(TwoOfEach))]
public sealed class CaseTests(TwoOfEach network)
{
    [Fact]
    public async Task A_family_a_doctor_another_owner_and_a_group_whichever_replica_answers() =>
        await CaseRun.Go(await network.As("hotline"), await network.As("ngo-1"), await network.As("shelter-1"), await network.As("medical-1"));
}
