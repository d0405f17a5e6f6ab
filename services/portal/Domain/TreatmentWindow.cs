namespace ReferralNetwork.Portal.Domain;

/// <summary>Hours that count for treatment or evidence.</summary>
internal static class TreatmentWindow
{
    /// <summary>Fewer hours ago than this: later nothing runs out any more.</summary>
    public const int MaxHours = 120;

    private const int ForTreatment = 72;

    /// <summary>So near its end that it is marked.</summary>
    private static readonly TimeSpan LastHours = TimeSpan.FromHours(12);

    /// <returns>The window that is still open so many hours after; null when none is.</returns>
    public static int? Of(int hoursAgo) =>
        hoursAgo < ForTreatment ? ForTreatment
        : hoursAgo < MaxHours ? MaxHours
        : null;

    public static string Tone(TimeSpan left) => left <= LastHours ? "bad" : "warn";
}
