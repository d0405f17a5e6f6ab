namespace ReferralNetwork.Testing;

/// <summary>
/// Whether this is <c>./test --all</c>, which takes its time. A row or test that runs only then is <c>Explicit</c>;
/// this is for what does more of the same.
/// </summary>
public static class Night
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("NIGHT") == "1";
}
