using Microsoft.AspNetCore.Builder;
using ReferralNetwork.Identity;
using ReferralNetwork.LegalAid;
using ReferralNetwork.Medical;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Portal;
using ReferralNetwork.Referrals;
using ReferralNetwork.Shelters;
using ReferralNetwork.Training;
using HostOptions = ReferralNetwork.Platform.Hosting.HostOptions;

namespace ReferralNetwork.Launch;

/// <summary>A module, and how its host is built.</summary>
public sealed record Module(string Name, Func<HostOptions, WebApplication> Build)
{
    /// <summary>The map of the system. A fifth kind is one line here.</summary>
    public static readonly IReadOnlyList<Module> All =
    [
        Of<IdentityModule>(),
        Of<ReferralsModule>(),
        Of<SheltersModule>(),
        Of<TrainingModule>(),
        Of<MedicalModule>(),
        Of<LegalAidModule>(),
        Of<PortalModule>(),
    ];

    /// <summary>Nobody edits settings under a running network; without it each host would watch the folder.</summary>
    public static readonly string[] Arguments = ["--hostBuilder:reloadConfigOnChange=false"];

    public static Module Of<T>()
        where T : IModule => new(T.Name, options => ServiceHost.Build<T>(options, Arguments));
}
