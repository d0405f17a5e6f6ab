using FsCheck.Xunit;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>A property that holds for any input; tried with so many, at night with ten times as many. A failure prints
/// its seed, which <c>Replay</c> runs again.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RepeatedAttribute : PropertyAttribute
{
    /// <param name="inputs">Types whose static members say what inputs look like.</param>
    public RepeatedAttribute(int runs, params Type[] inputs)
    {
        MaxTest = Night.IsOn ? 10 * runs : runs;
        Arbitrary = inputs;
        QuietOnSuccess = true;
    }
}
