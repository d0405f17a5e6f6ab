using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ReferralNetwork.Platform.Security;

public static class RefusalHosting
{
    /// <summary>Call from OnModelCreating of a service that refuses what has ended.</summary>
    public static void AddRefusals(this ModelBuilder model)
    {
        model.Entity<Suspension>(suspensions =>
        {
            suspensions.ToTable("Suspensions").HasKey(s => s.OrganisationId);
            suspensions.Property(s => s.OrganisationId).ValueGeneratedNever();
            suspensions.Property(s => s.Version).IsConcurrencyToken();
        });
        model.Entity<EndedAccess>(ended =>
        {
            ended.ToTable("EndedAccess").HasKey(e => e.Id);
            ended.Property(e => e.Id).HasMaxLength(64);
        });
    }

    public static void RefuseWhatHasEnded(this Service service)
    {
        service.Services.AddSingleton<Refusals>();
        service.Services.AddHostedService(services => services.GetRequiredService<Refusals>());
    }

    /// <summary>Wherever a role is asked for, one that has ended is none.</summary>
    internal static void UseRefusals(this WebApplication app)
    {
        if (app.Services.GetService<Refusals>() is not { } refusals) return;
        app.Use((http, next) => http.GetEndpoint()?.Metadata.GetMetadata<RolesAllowed>() is not null && refusals.Of(http.User) is { } refusal
            ? refusal.ExecuteAsync(http) : next(http));
    }
}
