using ReferralNetwork.Launch;

namespace ReferralNetwork.Distributed;

/// <summary>One process of a service or the gateway.</summary>
/// <param name="Service">As in the map of the system; <c>gateway</c> beside them.</param>
/// <param name="Name"><c>shelters-1</c>: names its log.</param>
/// <param name="Address">Where it listens.</param>
internal sealed record Member(string Service, string Name, Uri Address)
{
    public const string Gateway = "gateway";

    /// <summary>Where a process writes which moment it is to die at; read by the faults host alone.</summary>
    public string CrashFile(string logs) => Path.Combine(logs, $"{Name}.crash");

    /// <summary><c>legal-aid</c>'s is <c>legal_aid</c>: no quoting in SQL.</summary>
    public static string Database(string service) => service.Replace('-', '_');

    /// <summary>Its program, beside this one: <c>legal-aid</c>'s is <c>ReferralNetwork.LegalAid.dll</c>.</summary>
    public static string Program(string service) =>
        $"ReferralNetwork.{string.Concat(service.Split('-').Select(Capitalised))}.dll";

    private static string Capitalised(string part) => char.ToUpperInvariant(part[0]) + part[1..];

    /// <summary>Every service, so many times, and one gateway on the port that people know.</summary>
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
