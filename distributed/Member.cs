using ReferralNetwork.Launch;

namespace ReferralNetwork.Distributed;

/// <summary>One process of a service or the gateway.</summary>
/// <param name="Service">A name in <see cref="Module.All"/>, or <c>gateway</c>.</param>
/// <param name="Name">Such as <c>shelters-1</c>; its log is named after it.</param>
/// <param name="Address">Where it listens.</param>
internal sealed record Member(string Service, string Name, Uri Address)
{
    public const string Gateway = "gateway";

    /// <summary>Names the moment at which the process is to kill itself; only builds with faults read it.</summary>
    public string CrashFile(string logs) => Path.Combine(logs, $"{Name}.crash");

    /// <summary>A service's database, such as <c>legal_aid</c>: without a hyphen SQL needs no quoting.</summary>
    public static string Database(string service) => service.Replace('-', '_');

    /// <summary>A service's program, beside this one: <c>legal-aid</c>'s is
    /// <c>ReferralNetwork.LegalAid.dll</c>.</summary>
    public static string Program(string service) =>
        $"ReferralNetwork.{string.Concat(service.Split('-').Select(Capitalised))}.dll";

    private static string Capitalised(string part) => char.ToUpperInvariant(part[0]) + part[1..];

    /// <summary>Every service, <paramref name="replicas"/> times, and one gateway.</summary>
    public static List<Member> All(int replicas, int port)
    {
        var services = Module.All.SelectMany(module =>
            Enumerable
                .Range(1, replicas)
                .Select(n => new Member(module.Name, $"{module.Name}-{n}", Loopback(Ports.Free())))
        );
        return [.. services, new Member(Gateway, Gateway, Loopback(port == 0 ? Ports.Free() : port))];
    }

    private static Uri Loopback(int port) => new($"http://127.0.0.1:{port}");
}
