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
    /// <summary>All modules of the system; a new kind of help is one more line.</summary>
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

    /// <summary>Turns off reloading of settings, which do not change while the network runs: each host would watch the
    /// folder.</summary>
    public static readonly string[] Arguments = ["--hostBuilder:reloadConfigOnChange=false"];

    public static Module Of<T>()
        where T : IModule => new(T.Name, options => ServiceHost.Build<T>(options, Arguments));
}
