namespace ReferralNetwork.Contracts;

/// <summary>Values of the token's <c>role</c> claim.</summary>
public static class Roles
{
    /// <summary>Searches, refers, and follows its organisation's referrals.</summary>
    public const string Caseworker = "caseworker";

    /// <summary>Answers the inbox of its organisation's pools.</summary>
    public const string Intake = "intake";

    /// <summary>Keeps its organisation's sites, pools and capacity.</summary>
    public const string Publisher = "publisher";

    /// <summary>Keeps its organisation's people and clients.</summary>
    public const string OrgAdmin = "org-admin";

    /// <summary>Admits partners, watches quality. Opens no sealed details.</summary>
    public const string Coordinator = "coordinator";

    /// <summary>Reads access logs.</summary>
    public const string Auditor = "auditor";

    /// <summary>Runs the system. Sees no case.</summary>
    public const string Operator = "operator";

    /// <summary>Roles that are given only in organisations admitted to provide some kind of help.</summary>
    public static readonly CodeList OfProviders = new(Intake, Publisher);

    /// <summary>Roles that reach beyond one organisation, so only an operator grants them.</summary>
    public static readonly CodeList OfTheNetwork = new(Coordinator, Auditor, Operator);

    /// <summary>Roles that may open something sealed of a survivor: only the partner itself gives them to its
    /// clients.</summary>
    public static readonly CodeList OpenDetails = new(Caseworker, Intake);

    public static readonly CodeList All = new(Caseworker, Intake, Publisher, OrgAdmin, Coordinator, Auditor, Operator);
}
