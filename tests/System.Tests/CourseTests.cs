namespace ReferralNetwork.System.Tests;

[Collection(nameof(RunningNetwork))]
public sealed class CourseTests(RunningNetwork network)
{
    [Fact]
    public async Task Who_waits_when_a_course_begins_goes_on_to_the_next_intake() =>
        await CourseRun.Go(await network.As("ngo-1"), await network.As("training-1"), await network.As("training-1"));
}
