namespace ReferralNetwork.Bench.Load;

internal static class Percentile
{
    public static double Of(IReadOnlyList<double> sorted, double share) =>
        sorted[(int)Math.Ceiling(share * sorted.Count) is var rank && rank > 0 ? rank - 1 : 0];
}

/// <summary>How long each of many took, in milliseconds. What failed counts as a minute: leaving it out would
/// flatter.</summary>
internal sealed class Latencies
{
    private const double Failure = 60_000;
    private readonly List<double> _sorted;

    public Latencies(IEnumerable<double?> all)
    {
        _sorted = [.. all.Select(one => one ?? Failure).Order()];
        Failed = _sorted.Count(one => one >= Failure);
    }

    public int Count => _sorted.Count;
    public int Failed { get; }

    public double At(double share) => Percentile.Of(_sorted, share);
}
