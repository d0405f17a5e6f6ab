using ReferralNetwork.System.Tests.Runs;

namespace ReferralNetwork.System.Tests;

/// <summary>
/// Cases that real life brings, over HTTP alone, in one process. By day every second one; the others then run in the
/// distributed form, and at night all of them in both.
/// </summary>
[Collection(nameof(RunningNetwork))]
public sealed class LifeCasesTests(RunningNetwork network)
{
    [Fact]
    public Task Sixty_people_at_two_in_the_morning_are_placed_by_an_incident() =>
        ManyAtOnceRun.Sixty_people_at_two_in_the_morning_are_placed_by_an_incident(As);

    [Fact(Explicit = true)]
    public Task Who_is_feared_in_the_police_finds_every_door_shut_and_so_do_his_unit_and_his_superior() =>
        NeverRun.Who_is_feared_in_the_police_finds_every_door_shut_and_so_do_his_unit_and_his_superior(As);

    [Fact]
    public Task An_escort_presses_for_the_consent_and_her_name_is_refused_until_she_was_asked_alone() =>
        ConsentRun.An_escort_presses_for_the_consent_and_her_name_is_refused_until_she_was_asked_alone(As);

    [Fact(Explicit = true)]
    public Task A_worker_who_is_her_relative_reads_no_more_and_what_was_opened_is_listed() =>
        NeverRun.A_worker_who_is_her_relative_reads_no_more_and_what_was_opened_is_listed(As);

    [Fact]
    public Task Who_looks_fifteen_is_a_child_everywhere_whatever_her_passport_says() =>
        DoubtfulAgeRun.Who_looks_fifteen_is_a_child_everywhere_whatever_her_passport_says(As);

    [Fact(Explicit = true)]
    public Task Who_is_nineteen_by_a_passport_that_is_doubted_is_a_child_everywhere() =>
        DoubtfulAgeRun.Who_is_nineteen_by_a_passport_that_is_doubted_is_a_child_everywhere(As);

    [Fact]
    public Task A_guardian_who_withdraws_for_a_bribe_takes_no_place_from_the_child() =>
        ConsentRun.A_guardian_who_withdraws_for_a_bribe_takes_no_place_from_the_child(As);

    [Fact(Explicit = true)]
    public Task A_partner_for_whom_she_works_is_told_nothing_of_her() =>
        NeverRun.A_partner_for_whom_she_works_is_told_nothing_of_her(As);

    [Fact]
    public Task Two_NGOs_refer_the_same_woman_she_chooses_who_leads_and_no_name_links_their_cases() =>
        TwoReferrersRun.Two_NGOs_refer_the_same_woman_she_chooses_who_leads_and_no_name_links_their_cases(As);

    [Fact(Explicit = true)]
    public Task A_complaint_about_the_coordinator_is_read_and_closed_outside_the_networks_office() =>
        OfficeComplaintRun.A_complaint_about_the_coordinator_is_read_and_closed_outside_the_networks_office(As);

    [Fact]
    public Task Twins_of_two_sexes_are_placed_together_and_apart_only_as_they_choose() => TwinsRun.Go(As);

    private HttpClient As(string label) => network.As(label);
}
