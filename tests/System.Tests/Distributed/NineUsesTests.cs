using ReferralNetwork.System.Tests.Runs;

namespace ReferralNetwork.System.Tests.Distributed;

/// <summary>Each use of the network, over HTTP alone, whichever of two processes of every service answers.</summary>
[Collection(nameof(TwoOfEach))]
public sealed class NineUsesTests(TwoOfEach network)
{
    [Fact]
    public Task Who_waits_when_a_course_begins_goes_on_to_the_next_intake() => CourseRun.Go(As);

    [Fact]
    public Task A_family_and_a_doctor_are_asked_for_at_once_the_case_has_another_owner_and_a_group_is_expected() => CaseRun.Go(As);

    private Task<HttpClient> As(string label) => network.As(label);
}
