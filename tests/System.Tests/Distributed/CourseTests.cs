namespace ReferralNetwork.System.Tests.Distributed;

[Collection(nameof(TwoOfEach))]
public sealed class CourseTests(TwoOfEach network)
{
    [Fact]
    public async Task Who_waits_when_a_course_begins_goes_on_to_the_next_intake_once_whichever_replica_sees_it()
    {
        var replicas = network.ReplicasOf("training");

        await CourseRun.Go(await network.As("ngo-1"), await network.As("training-1", replicas[0]), await network.As("training-1", replicas[1]));
    }
}
