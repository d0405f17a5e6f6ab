using System.Text.RegularExpressions;

namespace ReferralNetwork.Architecture.Tests;

/// <summary>
/// What was decided first and is carried out later is judged again at that moment (rule 12). All there is of it stands
/// here: a new one is a line, and takes a <c>Clearance</c> that only the gate makes, or looks whether her consent still
/// lets anything be shared.
/// </summary>
public sealed partial class ClearanceTests
{
    private static readonly (string What, string File, string Judged)[] Carried =
    [
        ("a hand-over is offered and accepted", "services/referrals/Features/OwnedCase.cs", "Clearance.Of("),
        ("an offer is listed", "services/referrals/Features/ListTransfers.cs", "Clearance.Of("),
        ("how it ended where a house referred her on is told", "services/referrals/Features/Onward.cs", "Keys.Nevers("),
        ("a conference is called, changed, shown", "services/referrals/Features/Conferences.cs", "Clearance.Of("),
        (
            "the next in plan is asked, and she is put on a list",
            "services/capacity/Placement/PlanRouting.cs",
            "Clearance.Of("
        ),
        ("who waits is given a place", "services/capacity/Placement/Waitlist.cs", "Clearance.Of("),
        ("an address is told", "services/capacity/Features/ReleaseAddress.cs", "Clearance.Of("),
        ("she is reminded", "services/capacity/Features/Reminders.cs", ".Shared"),
        ("what became of a course is told", "services/training/Features/Work.cs", ".Shared"),
        ("a referral is reopened", "services/referrals/Features/ReopenReferral.cs", "plans.Check("),
    ];

    /// <summary>What acts on it cannot be called without.</summary>
    private static readonly string[] Takes =
    [
        "services/capacity/Features/ReleaseAddress.cs: AddressView Of",
        "services/capacity/Placement/Ledger.cs: Task<bool> TakeForWaiting",
        "services/capacity/Placement/PlanRouting.cs: Attempt Create",
        "services/referrals/Features/OwnedCase.cs: WrappedKey KeyOf",
    ];

    [Fact]
    public void Whatever_is_carried_out_later_is_judged_then()
    {
        foreach (var (what, file, judged) in Carried)
            Repository.Read(file).Code.ShouldContain(judged, Case.Sensitive, what);
        Repository
            .In("services/")
            .Where(file => file.Code.Contains("Clearance.Of(", StringComparison.Ordinal))
            .Select(file => file.Path)
            .ShouldBe(Carried.Where(row => row.Judged == "Clearance.Of(").Select(row => row.File), ignoreOrder: true);
    }

    [Fact]
    public void What_acts_on_it_takes_the_proof() =>
        Repository
            .In("services/")
            .SelectMany(file =>
                Parameter().Matches(file.Code).Select(found => $"{file.Path}: {found.Groups["method"].Value}")
            )
            .ShouldBe(Takes, ignoreOrder: true);

    [Fact]
    public void Only_the_gate_makes_one() =>
        Repository
            .In("services/")
            .Where(file => Made().IsMatch(file.Code))
            .Select(file => file.Path)
            .ShouldBe(
                ["services/capacity/Placement/Clearance.cs", "services/referrals/Features/Clearance.cs"],
                ignoreOrder: true
            );

    [Fact]
    public void What_makes_one_or_takes_one_is_found()
    {
        Made().IsMatch("var cleared = new Clearance(referral);").ShouldBeTrue();
        Parameter()
            .Match("private static AddressView Of(Clearance cleared, Site site)")
            .Groups["method"]
            .Value.ShouldBe("AddressView Of");
    }

    [GeneratedRegex(@"(?<method>\S+ \w+)\((?:List<)?Clearance>? cleared\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"new Clearance\(|private Clearance\(")]
    private static partial Regex Made();
}
