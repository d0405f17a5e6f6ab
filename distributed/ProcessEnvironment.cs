using ReferralNetwork.Demo;

namespace ReferralNetwork.Distributed;

/// <summary>The environment of a process: its settings, under the same names as in a container or a cluster.</summary>
internal static class ProcessEnvironment
{
    public static string MasterKey(string folder) => Path.Combine(folder, "master.key");

    public static IReadOnlyDictionary<string, string?> Of(
        Member member,
        DistributedNetwork network,
        Secrets secrets,
        IReadOnlyDictionary<string, string?> settings
    )
    {
        var address = network.Address.GetLeftPart(UriPartial.Authority);
        var identity = network.Members.First(m => m.Service == "identity").Address;
        var told = new Dictionary<string, string?>(settings)
        {
            ["urls"] = member.Address.GetLeftPart(UriPartial.Authority),
            ["Issuer:Address"] = address,
            ["Issuer:Metadata"] = new Uri(identity, "/.well-known/openid-configuration").ToString(),
        };
        if (member.Service == Member.Gateway)
            told["Loading:File"] = DemoFolder.Marker(network.DataFolder);
        else
        {
            told["Database:Provider"] = "postgres";
            told["Database:ConnectionString"] = network.ConnectionString(member.Service);
            told["Broker:Address"] = network.BrokerAddress;
            told["MasterKey:File"] = MasterKey(network.DataFolder);
        }
        if (member.Service is "identity" or "portal")
            told["Portal:ClientSecret"] = secrets.Portal;
        if (member.Service == "identity")
            told["Identity:SetupCode"] = network.SetupCode;
        var environment = told.ToDictionary(
            setting => setting.Key.Replace(":", "__", StringComparison.Ordinal),
            setting => setting.Value
        );
        // Many processes share one machine: the workstation garbage collector keeps heaps small.
        environment["DOTNET_gcServer"] = "0";
        environment["CRASH_FILE"] = network.CrashFile(member.Name);
        return environment;
    }

    /// <summary>The services' addresses, for the gateway; as arguments, since a shell passes on no variable with a
    /// hyphen in its name.</summary>
    public static IEnumerable<string> Arguments(Member member, IEnumerable<Member> all) =>
        member.Service != Member.Gateway
            ? []
            : all.Where(m => m.Service != Member.Gateway)
                .GroupBy(m => m.Service, m => m.Address.GetLeftPart(UriPartial.Authority))
                .Select(service => $"--Services:{service.Key}={string.Join(';', service)}");
}
