namespace ReferralNetwork.Contracts.Tests;

/// <summary>Published codes, typed out again: one is added here and there on purpose, and none is ever
/// renamed.</summary>
public sealed class CodeTests
{
    public static TheoryData<string, CodeList> Lists =>
        new()
        {
            { "shelter medical legal-aid training", Codes.Kinds },
            { "female male other", Codes.Sexes },
            { "emergency urgent normal", Codes.Urgencies },
            { "women men private", Codes.PlaceAs },
            { "km en vi th zh lo fr cja jra tpu krv bdq cmo sti kdt csx", Codes.Languages },
            {
                "trafficking trafficking-sexual trafficking-labour domestic-servitude forced-fishing forced-begging "
                    + "forced-marriage scam-compound sexual-violence sexual-exploitation intimate-partner-violence "
                    + "family-violence child-abuse online-abuse abusive-migrant-marriage at-risk",
                Codes.Situations
            },
            {
                "shelter safety medical counselling legal papers family return education training work livelihood "
                    + "interpreter transport child-care witness-protection",
                Codes.Supports
            },
            { "hiv pregnancy substance-use psychosocial-disability sogi witness", Codes.Sensitive },
            { "step-free deaf blind intellectual", Codes.Access },
            { "deaf blind intellectual", Codes.RareAccess },
            { "none id police-report ministry-letter medical-check", Codes.Requires },
            { "acute-medical acute-psychiatric active-violence unmanaged-withdrawal", Codes.Excludes },
            { "no-language not-accessible paperwork wrong-area", EligibilityRules.CanBeMadeUpFor },
            { "places assessment-first walk-in", Codes.PoolAccess },
            {
                "full closed staff wrong-age wrong-sex wrong-area wrong-need no-language not-accessible "
                    + "cannot-keep-safe conflict-of-interest paperwork other",
                Codes.RejectReasons
            },
            {
                "survivor-declined unsafe found-elsewhere unreachable wrong-pool consent-withdrawn",
                Codes.WithdrawReasons
            },
            { "helped partly-helped not-helped", Codes.Outcomes },
            {
                "planned family kinship foster independent other-provider returned-abroad left-by-choice "
                    + "left-missing asked-to-leave detained died",
                Codes.Exits
            },
            { "safe needs-help moved re-trafficked unreachable unsafe-to-contact declined", Codes.FollowUpResults },
            { "shelter", Codes.Sleeping },
            { "spoken thumbprint signed signed-language", Codes.ConsentWays },
            { "placement follow-up tracing family-contact cross-border onward-outcome", Codes.Purposes },
            { "survivor third-party dropped", Codes.Callers },
            { "repairs staff illness safety season other", Codes.ClosureReasons },
            {
                "free-to-leave private-rooms clean-water food fire-exits address-kept details-kept staff-vetted "
                    + "child-safeguarding complaints-known",
                Codes.Checklist
            },
            {
                "sent accepted declined unmet ended work-at-three-months work-at-six-months occupied places",
                Codes.Measures
            },
            {
                "requested received on-hold accepted ready in-progress rejected failed completed cancelled "
                    + "entered-in-error",
                Status.All
            },
            { "requested received on-hold accepted ready in-progress", Status.Open },
            { "requested received accepted ready in-progress", Status.Live },
            { "accepted ready in-progress completed", Status.Helping },
            { "caseworker intake publisher org-admin coordinator auditor operator", Roles.All },
            { "coordinator auditor operator", Roles.OfTheNetwork },
            { "intake publisher", Roles.OfProviders },
            { "caseworker intake", Roles.OpenDetails },
        };

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_list_is_what_was_published(string published, CodeList list) => list.ShouldBe(published.Split(' '));

    [Fact]
    public void Needs_are_situations_supports_and_sensitive_ones() =>
        Codes.Needs.ShouldBe([.. Codes.Situations, .. Codes.Supports, .. Codes.Sensitive]);

    [Fact]
    public void Business_statuses_are_what_was_published() =>
        typeof(Business)
            .GetFields()
            .Select(field => (string)field.GetRawConstantValue()!)
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "accepted",
                "arrived",
                "assessment-needed",
                "confirmed",
                "entered-in-error",
                "held",
                "hold-ended",
                "left",
                "missing",
                "no-capacity",
                "no-provider",
                "no-response",
                "no-show",
                "not-arrived",
                "provider-withdrew",
                "reopened",
                "scheduled",
                "sent",
                "transferred",
                "waitlisted",
                "withdrawn",
            ]);

    [Fact]
    public void A_list_tells_its_own_codes_and_holds_no_other()
    {
        Codes.RareAccess.ToString().ShouldBe("deaf, blind, intellectual");
        Codes.RareAccess.Contains("deaf").ShouldBeTrue();
        Codes.RareAccess.Contains("step-free").ShouldBeFalse();
        Codes.RareAccess.Contains(null).ShouldBeFalse();
    }

    [Fact]
    public void Every_list_is_pinned_here()
    {
        var lists = new[] { typeof(Codes), typeof(Status), typeof(Roles), typeof(EligibilityRules) }
            .SelectMany(type => type.GetFields())
            .Where(field => field.FieldType == typeof(CodeList))
            .Select(field => field.GetValue(null))
            .ToList();

        lists.Count.ShouldBe(Lists.Count + 1, "Needs has a test of its own");
    }

    [Fact]
    public void A_code_is_lower_case_words_with_hyphens_and_stands_once_in_its_list()
    {
        foreach (var row in Lists)
        {
            row.Data.Item2.ShouldBeUnique();
            row.Data.Item2.ShouldAllBe(code =>
                code.Length <= 64 && code.All(c => char.IsAsciiLetterLower(c) || c == '-')
            );
        }
    }

    [Fact]
    public void A_case_code_can_be_read_out_and_repeats_hardly_ever()
    {
        var codes = Enumerable.Range(0, 1000).Select(_ => CaseCode.New()).ToList();

        codes.ShouldAllBe(code =>
            code.Length == 9
            && code[4] == '-'
            && code.Replace("-", "", StringComparison.Ordinal).All("0123456789ABCDEFGHJKMNPQRSTVWXYZ".Contains)
        );
        codes.Distinct().Count().ShouldBe(1000);
    }
}
