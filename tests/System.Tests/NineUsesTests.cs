using ReferralNetwork.System.Tests.Runs;

namespace ReferralNetwork.System.Tests;

/// <summary>
/// Each use of the network from its first to its last step, over HTTP alone, in one process. By day every second one;
/// the others then run in the distributed form, and at night all of them in both.
/// </summary>
[Collection(nameof(RunningNetwork))]
public sealed class NineUsesTests(RunningNetwork network)
{
    [Fact]
    public Task A_family_is_placed_together_its_escort_alone_is_told_where_and_it_moves_on_to_another_house() =>
        ShelterRun.Go(As);

    [Fact(Explicit = true)]
    public Task Who_waits_when_a_course_begins_goes_on_to_the_next_intake() => CourseRun.Go(As);

    [Fact]
    public Task A_clinic_sees_her_while_the_hours_count_and_what_it_found_leaves_by_consent_or_a_courts_order_alone() =>
        ClinicRun.Go(As);

    [Fact(Explicit = true)]
    public Task A_matter_has_no_lawyer_on_both_sides_and_loses_nothing_when_it_is_handed_over() => LegalAidRun.Go(As);

    [Fact]
    public Task A_family_and_a_doctor_are_asked_for_at_once_the_case_has_another_owner_and_a_group_is_expected() =>
        CaseRun.Go(As);

    [Fact(Explicit = true)]
    public Task A_referral_is_refused_goes_on_waits_is_promoted_does_not_come_and_is_closed_by_its_referrer() =>
        LoopRun.Go(As);

    [Fact]
    public Task A_partner_is_inspected_complained_about_and_suspended_and_whoever_has_somebody_there_is_told() =>
        QualityRun.Go(As);

    [Fact(Explicit = true)]
    public Task Partners_are_counted_and_a_month_that_is_not_over_tells_nothing() => FiguresRun.Go(As);

    [Fact]
    public Task A_hotline_holds_a_bed_forgets_a_number_that_was_called_back_and_leaves_word_to_the_next_shift() =>
        HotlineRun.Go(As);

    private HttpClient As(string label) => network.As(label);
}
