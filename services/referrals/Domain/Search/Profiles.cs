using System.Text.Json;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>One way to choose whom to take. Many pools share it, so a query judges each profile once, not each pool.</summary>
/// <param name="Hours">Null: no one can tell.</param>
/// <param name="Unit">What its pools count.</param>
internal sealed record Profile(Eligibility Eligibility, IntakeHours? Hours, string Unit)
{
    /// <summary>Without what no rule reads and pools like to differ in.</summary>
    public static Eligibility Judged(Eligibility eligibility) => eligibility with
    {
        SiblingsTogether = null,
        MaxStayDays = null,
        OpenRegime = null,
        Fee = null,
        NightContact = null,
        Excludes = null,
    };
}

/// <summary>Numbers profiles from 0 as they are met and keeps them: there are far fewer than pools. For the writer.</summary>
internal sealed class Profiles
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>By number; replaced, never changed, when one is added.</summary>
    public Profile[] All { get; private set; } = [];

    public int NumberOf(Eligibility eligibility, string unit)
    {
        var judged = Profile.Judged(eligibility);
        // Records compare lists by reference; their JSON compares them by content.
        var key = $"{unit} {JsonSerializer.Serialize(judged)}";
        if (_numbers.TryGetValue(key, out var number)) return number;
        number = All.Length;
        _numbers.Add(key, number);
        All = [.. All, new(judged, IntakeHours.Parse(judged.IntakeHours), unit)];
        return number;
    }
}
