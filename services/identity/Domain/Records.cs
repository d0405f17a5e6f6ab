using ReferralNetwork.Contracts;

namespace ReferralNetwork.Identity.Domain;

/// <summary>What is recorded about a partner; <see cref="Kinds"/> are recorded by hand.</summary>
internal static class Records
{
    public const string Inspection = "inspection";
    public const string Agreement = "agreement";
    public const string Training = "training";

    /// <summary>Somebody has signed the code of conduct.</summary>
    public const string Conduct = "conduct";

    public const string Suspended = "suspended";
    public const string Resumed = "resumed";

    /// <summary>Admitted for other kinds of help than before.</summary>
    public const string Admitted = "admitted";

    public static readonly CodeList Kinds = new(Inspection, Agreement, Training, Conduct);

    /// <summary>Whether each point of the checklist is either met or unmet, and none is left out.</summary>
    public static bool IsWhole(IReadOnlyCollection<string> met, IReadOnlyCollection<string> unmet) =>
        met.Count + unmet.Count == Codes.Checklist.Count && met.Concat(unmet).ToHashSet().SetEquals(Codes.Checklist);
}
