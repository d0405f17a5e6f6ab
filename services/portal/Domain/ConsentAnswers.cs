using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Portal.Domain;

/// <summary>The answers to the consent questions, as typed; nothing is filled in for the survivor.</summary>
internal sealed class ConsentAnswers
{
    public static readonly string[] Asked = ["yes", "no"];
    public static readonly string[] Assents = ["yes", "unable", "no"];
    public static readonly CodeList Ways = Codes.ConsentWays;
    public static readonly string[] WithdrawnBy = ["survivor", "guardian"];
    public static readonly string[] Guardians = ["consents", "refuses", "suspected", "unsafe", "unreachable", "none"];
    public static readonly string[] Shareable = ["name", "contact", "narrative"];
    public static readonly string[] Interpreters = ["none", "staff", "independent"];

    /// <summary>What she may agree to besides the placement itself.</summary>
    public static readonly string[] MorePurposes = [.. Codes.Purposes.Where(purpose => purpose != Purpose.Placement)];

    /// <summary>Months for which a purpose may go on after the placement.</summary>
    public static readonly string[] Whiles = ["6", "18", "36"];

    // Purposes that go on after she has left the place.
    private static readonly string[] Afterwards = [Purpose.FollowUp, Purpose.OnwardOutcome];

    private static readonly TimeSpan Lasts = TimeSpan.FromDays(90);

    public string? LimitsExplained { get; set; }

    /// <summary>Whether she was asked alone and could say no.</summary>
    public string? Alone { get; set; }
    public string? How { get; set; }
    public string? SpokenIn { get; set; }
    public string? Interpreter { get; set; }
    public List<string> Purposes { get; set; } = [];

    /// <summary>One of <see cref="Whiles"/>.</summary>
    public string? While { get; set; }

    private IReadOnlyList<string> More => [.. MorePurposes.Where(Purposes.Contains)];

    // Only for a child.
    public string? Assent { get; set; }
    public string? AssentReason { get; set; }
    public string? Guardian { get; set; }
    public BestInterest Best { get; set; } = new();

    /// <param name="fields">What providers may see, as she agreed to it.</param>
    /// <param name="isContested">A guardian has withdrawn the previous consent.</param>
    public void Check(
        ModelStateDictionary faults,
        Texts texts,
        bool isChild,
        IReadOnlyList<string> fields,
        bool isContested = false
    )
    {
        if (LimitsExplained != "yes")
            faults.AddModelError(nameof(LimitsExplained), texts["agree.fault.limits"]);
        if (!Asked.Contains(Alone))
            faults.AddModelError(nameof(Alone), texts["agree.fault.alone"]);
        if (Alone == "no" && fields.Count > 0)
            faults.AddModelError(nameof(Alone), texts["agree.fault.not-alone"]);
        if (!Ways.Contains(How))
            faults.AddModelError(nameof(How), texts["agree.fault.how"]);
        if (More.Intersect(Afterwards).Any() && !Whiles.Contains(While))
            faults.AddModelError(nameof(While), texts["agree.fault.while"]);
        if (!isChild)
            return;
        if (!Assents.Contains(Assent))
            faults.AddModelError(nameof(Assent), texts["agree.fault.assent"]);
        if (Assent == "no")
            faults.AddModelError(nameof(Assent), texts["agree.fault.assent-no"]);
        if (Assent == "unable" && VisibleText.IsBlank(AssentReason))
            faults.AddModelError(nameof(AssentReason), texts["agree.fault.assent-reason"]);
        if (!Guardians.Contains(Guardian))
            faults.AddModelError(nameof(Guardian), texts["agree.fault.guardian"]);
        foreach (var field in Guardian == "consents" && Best.IsEmpty && !isContested ? [] : Best.Missing)
            faults.AddModelError($"{nameof(Best)}.{field}", texts["agree.fault.best"]);
    }

    /// <param name="spoken">The language, where none was chosen.</param>
    /// <param name="at">When she was asked; the same each time the request is repeated.</param>
    public object Receipt(bool isChild, IReadOnlyList<string> fields, string spoken, DateTimeOffset at) =>
        new
        {
            purposes = (string[])[Purpose.Placement, .. More],
            ends = EndsAfter(at),
            recipients = "plan",
            fields,
            language = Codes.Languages.Contains(SpokenIn) ? SpokenIn : spoken,
            how = How,
            interpreter = Interpreters.Contains(Interpreter) ? Interpreter : null,
            limitsExplained = LimitsExplained == "yes",
            alone = Alone == "yes",
            assent = isChild ? Assent : null,
            assentReason = isChild ? FormText.Text(AssentReason) : null,
            guardian = isChild ? Guardian : null,
            bestInterest = isChild ? Best.Sent(at) : null,
            textVersion = ConsentTexts.Version,
            expiresAt = at + Lasts,
        };

    private Dictionary<string, DateTimeOffset> EndsAfter(DateTimeOffset at) =>
        More.Intersect(Afterwards)
            .ToDictionary(
                purpose => purpose,
                _ => NetworkTime.AddMonths(at, int.Parse(While!, CultureInfo.InvariantCulture))
            );
}
