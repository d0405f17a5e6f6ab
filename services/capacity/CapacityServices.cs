using Microsoft.Extensions.Configuration;
using ReferralNetwork.Capacity.Consumers;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Domain;
using ReferralNetwork.Capacity.Features;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity;

/// <summary>The ledger that every provider service keeps: a trade adds it in one line and maps it in another.</summary>
public static class CapacityServices
{
    public static void AddCapacity(this Service service, Trade trade)
    {
        service.Database<CapacityDb>();
        service.AddValidators<Ledger>();
        service.RefuseCallers();

        service.Settings(Setting.Whole("Waiting:OfOnePartner", 1, 1_000_000));
        service.Services.AddSingleton(ListShare.From(service.Configuration));
        service.Services.AddSingleton(trade);
        service.Settings(
            ((string[])["Answer", "Hold", "Arrival", "Grace"]).Select(clock =>
                Setting.Duration($"Clocks:*:{clock}", TimeSpan.FromSeconds(1), TimeSpan.FromDays(3650))
            )
        );
        service.Services.AddSingleton(provider => new Deadlines(
            trade.Kind,
            provider.GetRequiredService<IConfiguration>()
        ));
        service.Services.AddScoped<Ledger>();
        service.Services.AddScoped<Moves>();
        service.Services.AddScoped<Waitlist>();
        service.Services.AddScoped<Walk>();
        service.Services.AddScoped<Standing>();
        service.Services.AddScoped<Closing>();
        service.Services.AddScoped<Groups>();
        service.Services.AddScoped<Recount>();
        service.Services.AddScoped<Starting>();
        service.Services.AddScoped<ProviderAction>();
        service.Services.AddHttpContextAccessor();
        service.Services.ConfigureHttpJsonOptions(json =>
        {
            Sparse.OmitUnsetConditions(json.SerializerOptions);
            ServiceHost.TellMinutes(json.SerializerOptions);
        });
        service.Services.AddHostedService<ClockWork>();
        service.Services.AddHostedService<Heartbeat>();
        service.Services.AddHostedService<Recounting>();

        service.Streams<CapacityDb>(db =>
            db.Attempts.Select(a => new Change
            {
                OwnerId = a.OrganisationId,
                Id = a.Id,
                At = a.At,
            })
        );
        service.Subscribe<ReferralRequested, ReferralRequestedHandler>(m => m.Kind == trade.Kind);
        service.Subscribe<ReferralWithdrawn, ReferralWithdrawnHandler>(m => m.Kind == trade.Kind);
        service.Subscribe<ReferralPlanChanged, ReferralPlanChangedHandler>(m => m.Kind == trade.Kind);
        service.Subscribe<ReferralOwned, ReferralOwnedHandler>(m => m.Kind == trade.Kind);
        if (trade.TakesGroups)
            service.Subscribe<GroupRequested, GroupRequestedHandler>(m => m.Kind == trade.Kind);
        service.Subscribe<AvailabilityRequested, AvailabilityRequestedHandler>(m =>
            m.Kind is null || m.Kind == trade.Kind
        );
        service.Subscribe<PlacesChanged, PlacesChangedHandler>();
        service.Subscribe<OrganisationChanged, OrganisationChangedHandler>();
        service.Subscribe<AccessEnded, AccessEndedHandler>();
    }

    /// <summary>The routes of a kind of help: what a provider does by them, an organisation that is admitted for it does.</summary>
    public static RouteGroupBuilder MapKind(this IEndpointRouteBuilder routes, Trade trade) =>
        routes
            .MapGroup($"/api/{trade.Route}")
            .WithTags(trade.Route)
            .WithMetadata(new AdmittedFor(trade.Kind, Roles.OfProviders));

    public static void MapCapacity(this IEndpointRouteBuilder routes, Trade trade)
    {
        var kind = routes.MapKind(trade);
        Sites.Map(kind);
        Pools.Map(kind);
        CreatePool.Map(kind);
        EditPool.Map(kind);
        RemovePool.Map(kind);
        ListPools.Map(kind);
        Features.Capacity.Map(kind);
        Inbox.Map(kind);
        InboxActions.Map(kind);
        ReadAttempts.Map(kind);
        ExtendArrival.Map(kind);
        ReleaseAddress.Map(kind);
        Passwords.Map(kind);
        SuspendSite.Map(kind);
        Closures.Map(kind);
        Tonight.Map(kind);
        Stays.Map(kind);
        Features.Directory.Map(kind);
        Reminders.Map(kind);
        if (trade.Agenda is not null)
        {
            ReadAgenda.Map(kind);
            AddAgendaItem.Map(kind);
            EditAgendaItem.Map(kind);
            EndAgendaItem.Map(kind);
        }
        if (trade.TakesGroups)
            ExpectedGroups.Map(kind);
    }
}
