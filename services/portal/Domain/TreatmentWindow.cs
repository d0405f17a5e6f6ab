namespace ReferralNetwork.Portal.Domain;

/// <summary>The medical window: hours that count for treatment or evidence.</summary>
internal static class TreatmentWindow
{
    /// <summary>From this many hours on no window is open any more.</summary>
    public const int MaxHours = 120;

    private const int ForTreatment = 72;

    /// <summary>With no more than this left, a window is marked as about to end.</summary>
    private static readonly TimeSpan LastHours = TimeSpan.FromHours(12);

    /// <returns>The window, in hours, that is still open so many hours after; null when none is.</returns>
    public static int? Of(int hoursAgo) =>
        hoursAgo < ForTreatment ? ForTreatment
        : hoursAgo < MaxHours ? MaxHours
        : null;

    public static string Tone(TimeSpan left) => left <= LastHours ? "bad" : "warn";
}
