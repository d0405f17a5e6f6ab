using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Work;
using ReferralNetwork.Portal.Data;
using ReferralNetwork.Portal.SignIn;

namespace ReferralNetwork.Portal;

/// <summary>The web pages: an ordinary client of the API for people with a browser.</summary>
public sealed class PortalModule : IModule
{
    public static string Name => "portal";

    public static void AddServices(Service service)
    {
        service.Settings(
            Setting.Any("Portal:ClientSecret"),
            Setting.Address("Portal:Network", ["http", "https"]),
            Setting.Whole("Portal:IdleMinutes", 1, 24 * 60),
            Setting.Address("Portal:ExitTo", ["http", "https"])
        );
        service.Database<PortalDb>();
        service.AddSignIn();
        service.AddPages<PortalModule>(KindPages.All.Select(pages => pages.Library));
        service.Services.AddScoped<Drafts>();
        service.Services.AddSingleton<PlaceNames>();
        service
            .Services.AddHttpClient<NetworkApi>(http =>
            {
                http.BaseAddress = new Uri(SignInServices.NetworkAddress(service.Configuration));
                http.Timeout = Timeout.InfiniteTimeSpan;
            })
            .AddCalls();
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapRazorPages().Add(PageAccess.Apply);
        routes.MapAssets();
        routes.MapLanguage();
        SignOutRoutes.Map(routes);
        Live.Map(routes);
        FigureDownload.Map(routes);
    }
}
