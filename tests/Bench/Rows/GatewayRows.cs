using ReferralNetwork.Bench.Load;

namespace ReferralNetwork.Bench.Rows;

/// <summary>The gateway as it is deployed, before a service that does nothing; the same asked directly and through a
/// bare YARP.</summary>
internal static class GatewayRows
{
    private const int Callers = 32;
    private static readonly string[] Services =
    [
        "identity",
        "referrals",
        "shelters",
        "training",
        "medical",
        "legal-aid",
    ];

    public static async Task Measure(Run run)
    {
        await using var issuer = await Issuer.Start();
        await using var service = await Child.Part(run, "bare");
        await using var yarp = await Child.Part(run, "yarp", service.Address.ToString());
        await using var gateway = await Child.Service(
            run,
            "Gateway",
            Limits.High(issuer.Settings),
            [.. Services.Select(name => $"--Services:{name}={service.Address}")]
        );

        Ask At(Child child) =>
            new(new Uri(child.Address, "/api/availability/0199b2c4-8f00-7000-8000-000000000001"), issuer.Token());
        var asks = new[] { At(gateway), At(service), At(yarp) };
        async Task<double> Answers(Ask ask) => (await Wrk.Run(ask, Callers, run.Time(4))).PerSecond;

        var turns = await run.Turns(() => Answers(asks[0]), () => Answers(asks[1]), () => Answers(asks[2]));
        run.Add("gateway-direct", turns.Select(turn => turn[0] / turn[1]), Side.BySide(turns, 0, 1));
        run.Add("gateway-yarp", turns.Select(turn => turn[0] / turn[2]), Side.BySide(turns, 0, 2));

        var open = await run.Turns(() => asks[0].Open(run.Time(3)));
        run.Add("gateway-open-50", [.. open.Select(turn => turn[0][0])]);
        run.Add("gateway-open-80", [.. open.Select(turn => turn[0][1])]);
    }
}

internal static class Limits
{
    /// <summary>On, and so high that none is met.</summary>
    public static Dictionary<string, string?> High(IReadOnlyDictionary<string, string?> settings)
    {
        var high = new Dictionary<string, string?>(settings);
        foreach (var by in new[] { "Client", "Address", "Guess" })
            (high[$"Limits:{by}:Burst"], high[$"Limits:{by}:PerSecond"]) = ("1000000000", "1000000000");
        return high;
    }
}

internal static class Side
{
    public static string BySide(IReadOnlyList<double[]> turns, int product, int yardstick, string format = "N0") =>
        $"{Median(turns, product).ToString(format, System.Globalization.CultureInfo.InvariantCulture)}/s against "
        + $"{Median(turns, yardstick).ToString(format, System.Globalization.CultureInfo.InvariantCulture)}/s";

    private static double Median(IReadOnlyList<double[]> turns, int side) =>
        Percentile.Of([.. turns.Select(turn => turn[side]).Order()], 0.5);
}
