namespace ReferralNetwork.Contracts;

/// <summary>Stable codes that cross service boundaries; texts in both languages belong to the pages.</summary>
public static class Codes
{
    /// <summary>Kinds of help; each is one provider service.</summary>
    public static readonly CodeList Kinds = new([.. KindDescriptor.All.Select(kind => kind.Code)]);

    /// <summary>Kinds whose pools give a place to sleep: siblings who stay together need a place each there.</summary>
    public static readonly CodeList Sleeping = new([
        .. KindDescriptor.All.Where(kind => kind.Sleeping).Select(kind => kind.Code),
    ]);

    public static readonly CodeList Sexes = new("female", "male", "other");
    public static readonly CodeList Urgencies = new("emergency", "urgent", "normal");
    public static readonly CodeList PlaceAs = new("women", "men", "private");
    public static readonly CodeList Languages = new(
        "km",
        "en",
        "vi",
        "th",
        "zh",
        "lo",
        "fr",
        "cja",
        "jra",
        "tpu",
        "krv",
        "bdq",
        "cmo",
        "sti",
        "kdt",
        "csx"
    );

    public static readonly CodeList Situations = new(
        "trafficking",
        "trafficking-sexual",
        "trafficking-labour",
        "domestic-servitude",
        "forced-fishing",
        "forced-begging",
        "forced-marriage",
        "scam-compound",
        "sexual-violence",
        "sexual-exploitation",
        "intimate-partner-violence",
        "family-violence",
        "child-abuse",
        "online-abuse",
        "abusive-migrant-marriage",
        "at-risk"
    );

    public static readonly CodeList Supports = new(
        "shelter",
        "safety",
        "medical",
        "counselling",
        "legal",
        "papers",
        "family",
        "return",
        "education",
        "training",
        "work",
        "livelihood",
        "interpreter",
        "transport",
        "child-care",
        "witness-protection"
    );

    public static readonly CodeList Sensitive = new(
        "hiv",
        "pregnancy",
        "substance-use",
        "psychosocial-disability",
        "sogi",
        "witness"
    );

    public static readonly CodeList Needs = new([.. Situations, .. Supports, .. Sensitive]);

    /// <summary>Access needs that few places are made for: whoever has one of them finds no other place, so these go
    /// behind others for whoever has none.</summary>
    public static readonly CodeList RareAccess = new("deaf", "blind", "intellectual");
    public static readonly CodeList Access = new(["step-free", .. RareAccess]);

    /// <summary>The code of <see cref="Requires"/> by which a pool asks for no paper.</summary>
    public const string NoPaper = "none";
    public static readonly CodeList Requires = new(NoPaper, "id", "police-report", "ministry-letter", "medical-check");
    public static readonly CodeList Excludes = new(
        "acute-medical",
        "acute-psychiatric",
        "active-violence",
        "unmanaged-withdrawal"
    );

    public static readonly CodeList PoolAccess = new("places", "assessment-first", "walk-in");

    public static readonly CodeList RejectReasons = new(
        "full",
        "closed",
        "staff",
        "wrong-age",
        "wrong-sex",
        "wrong-area",
        "wrong-need",
        "no-language",
        "not-accessible",
        "cannot-keep-safe",
        "conflict-of-interest",
        "paperwork",
        "other"
    );

    public static readonly CodeList WithdrawReasons = new(
        "survivor-declined",
        "unsafe",
        "found-elsewhere",
        "unreachable",
        "wrong-pool",
        "consent-withdrawn"
    );

    public static readonly CodeList Outcomes = new("helped", "partly-helped", "not-helped");

    public static readonly CodeList Exits = new(
        "planned",
        "family",
        "kinship",
        "foster",
        "independent",
        "other-provider",
        "returned-abroad",
        "left-by-choice",
        "left-missing",
        "asked-to-leave",
        "detained",
        "died"
    );

    /// <summary>Why a pool takes nobody for a while.</summary>
    public static readonly CodeList ClosureReasons = new("repairs", "staff", "illness", "safety", "season", "other");

    /// <summary>What an inspection of a partner looks at.</summary>
    public static readonly CodeList Checklist = new(
        "free-to-leave",
        "private-rooms",
        "clean-water",
        "food",
        "fire-exits",
        "address-kept",
        "details-kept",
        "staff-vetted",
        "child-safeguarding",
        "complaints-known"
    );

    /// <summary>What a consent may be for; each purpose has its own end.</summary>
    public static readonly CodeList Purposes = new(
        Purpose.Placement,
        Purpose.FollowUp,
        "tracing",
        "family-contact",
        "cross-border",
        Purpose.OnwardOutcome
    );

    /// <summary>How somebody can have agreed.</summary>
    public static readonly CodeList ConsentWays = new("spoken", "thumbprint", "signed", "signed-language");

    public static readonly CodeList FollowUpResults = new(
        "safe",
        "needs-help",
        "moved",
        "re-trafficked",
        "unreachable",
        "unsafe-to-contact",
        "declined"
    );

    /// <summary>Who called a hotline; <c>dropped</c>: the call ended because it was not safe to go on.</summary>
    public static readonly CodeList Callers = new("survivor", "third-party", "dropped");

    /// <summary>What the monthly figures count: the measures of every kind, and those that a kind asks long after help
    /// has ended.</summary>
    public static readonly CodeList Measures = new([
        "sent",
        "accepted",
        "declined",
        "unmet",
        "ended",
        .. KindDescriptor.All.SelectMany(kind => kind.Measures).Select(measure => measure.Code),
        "occupied",
        "places",
    ]);
}

/// <summary>A closed list of codes, in its published order.</summary>
public sealed class CodeList(params IReadOnlyList<string> codes) : IReadOnlyCollection<string>
{
    private readonly HashSet<string> _codes = [.. codes];

    public int Count => codes.Count;

    public bool Contains(string? code) => code is not null && _codes.Contains(code);

    public IEnumerator<string> GetEnumerator() => codes.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(", ", codes);
}
