using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ReferralNetwork.Identity;
using ReferralNetwork.LegalAid;
using ReferralNetwork.Medical;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Portal;
using ReferralNetwork.Referrals;
using ReferralNetwork.Shelters;
using ReferralNetwork.Training;

namespace ReferralNetwork.Architecture.Tests;

/// <summary>Every module as its host builds it; none is started.</summary>
public sealed class Modules : IAsyncLifetime
{
    public static readonly IReadOnlyList<Assembly> Assemblies =
    [
        typeof(IdentityModule).Assembly,
        typeof(ReferralsModule).Assembly,
        typeof(SheltersModule).Assembly,
        typeof(TrainingModule).Assembly,
        typeof(MedicalModule).Assembly,
        typeof(LegalAidModule).Assembly,
        typeof(PortalModule).Assembly,
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("architecture-tests-").FullName;

    public IReadOnlyList<WebApplication> Hosts { get; private set; } = [];

    public IEnumerable<HostRoute> Routes => Hosts.SelectMany(RoutesOf);

    public static IEnumerable<HostRoute> RoutesOf(WebApplication host) =>
        RoutePolicies.Endpoints(host).Select(route => new HostRoute(host, route));

    public ValueTask InitializeAsync()
    {
        Hosts =
        [
            Build<IdentityModule>(),
            Build<ReferralsModule>(),
            Build<SheltersModule>(),
            Build<TrainingModule>(),
            Build<MedicalModule>(),
            Build<LegalAidModule>(),
            Build<PortalModule>(),
        ];
        return ValueTask.CompletedTask;
    }

    public static string NameOf(RouteEndpoint route) =>
        $"{string.Join(',', route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"])} /{route.RoutePattern.RawText!.Trim('/')}";

    private WebApplication Build<T>()
        where T : IModule =>
        ServiceHost.Build<T>(
            new HostOptions(
                _folder,
                new InProcessBus(),
                new Dictionary<string, string?>
                {
                    ["Issuer:Address"] = "http://issuer.test",
                    ["Identity:SetupCode"] = "code",
                    ["Portal:ClientSecret"] = "secret",
                }
            )
        );

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Hosts)
            await host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
