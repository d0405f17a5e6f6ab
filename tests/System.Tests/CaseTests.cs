namespace ReferralNetwork.System.Tests;

[Collection(nameof(RunningNetwork))]
public sealed class CaseTests(RunningNetwork network)
{
    [Fact]
    public async Task A_family_a_doctor_another_owner_and_a_group() =>
        await CaseRun.Go(await network.As("hotline"), await network.As("ngo-1"), await network.As("shelter-1"), await network.As("medical-1"));
}
