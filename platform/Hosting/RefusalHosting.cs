using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Platform.Hosting;

public static class RefusalHosting
{
    /// <summary>Call from OnModelCreating of a service that judges its callers.</summary>
    public static void AddRefusals(this ModelBuilder model)
    {
        model.Entity<KnownOrganisation>(known =>
        {
            known.ToTable("KnownOrganisations");
            known.Property(o => o.Id).ValueGeneratedNever();
            known.Property(o => o.Name).HasMaxLength(200);
            known.Property(o => o.Kinds).IsJson(500);
            known.Property(o => o.Version).IsConcurrencyToken();
        });
        model.Entity<EndedAccess>(ended =>
        {
            ended.ToTable("EndedAccess").HasKey(e => e.Id);
            ended.Property(e => e.Id).HasMaxLength(64);
        });
    }

    public static void RefuseCallers(this Service service)
    {
        service.Services.AddSingleton<Organisations>();
        service.Services.AddHostedService(services => services.GetRequiredService<Organisations>());
        service.Services.AddSingleton<Refusals>();
        service.Services.AddHostedService(services => services.GetRequiredService<Refusals>());
    }

    /// <summary>Refuses callers whose access has ended, on every route that asks for a role. Ending a sign-in asks for
    /// none, and stays possible.</summary>
    internal static void UseRefusals(this WebApplication app)
    {
        if (app.Services.GetService<Refusals>() is not { } refusals)
            return;
        app.Use((http, next) => Refusal(refusals, http) is { } refusal ? refusal.ExecuteAsync(http) : next(http));
    }

    private static Refused? Refusal(Refusals refusals, HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata is not { } route || route.GetMetadata<RolesAllowed>() is not { } allowed)
            return null;
        if (refusals.Of(http.User) is { } refusal)
            return refusal;
        return
            !HttpMethods.IsGet(http.Request.Method)
            && route.GetMetadata<AdmittedFor>() is { } admitted
            && admitted.Guards(allowed)
            ? refusals.Of(http.User, admitted)
            : null;
    }
}
