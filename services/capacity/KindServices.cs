using ReferralNetwork.Capacity.Consumers;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Domain;
using ReferralNetwork.Capacity.Features;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity;

/// <summary>The ledger that every provider service keeps; a kind adds it and maps it with one call each.</summary>
public static class KindServices
{
    /// <summary>Adds the ledger for the kind whose route is the service's name.</summary>
    public static void AddKind<TKind, TDb>(this Service service)
        where TKind : class, IKind
        where TDb : CapacityDb
    {
        var kind = KindDescriptor.At(service.Name);
        service.Database<TDb>();
        service.Services.AddScoped<CapacityDb>(scope => scope.GetRequiredService<TDb>());
        service.Services.AddSingleton(kind);
        service.Services.AddScoped<IKind, TKind>();
        service.AddValidators<Ledger>();
        service.AddValidators<TKind>();
        service.RefuseCallers();
        service.AddLedger(kind);
        service.Streams<TDb>(db =>
            db.Attempts.Select(a => new Change
            {
                OwnerId = a.OrganisationId,
                Id = a.Id,
                At = a.At,
            })
        );
        service.Subscribe(kind);
    }

    /// <summary>Maps the ledger's routes, which every kind has.</summary>
    /// <returns>The group for the kind's own routes; its provider roles require an organisation that is admitted for
    /// the kind.</returns>
    public static RouteGroupBuilder MapKind(this IEndpointRouteBuilder routes, string route)
    {
        var kind = KindDescriptor.At(route);
        var all = routes
            .MapGroup($"/api/{kind.Route}")
            .WithTags(kind.Route)
            .WithMetadata(new AdmittedFor(kind.Code, Roles.OfProviders));
        Sites.Map(all);
        Pools.Map(all);
        CreatePool.Map(all);
        EditPool.Map(all);
        RemovePool.Map(all);
        ListPools.Map(all);
        Features.Capacity.Map(all);
        Inbox.Map(all);
        InboxActions.Map(all);
        ReadAttempts.Map(all);
        ExtendArrivalAsReferrer.Map(all);
        ReleaseAddress.Map(all);
        CodeWords.Map(all);
        SuspendSite.Map(all);
        Closures.Map(all);
        Tonight.Map(all);
        Stays.Map(all);
        Features.Directory.Map(all);
        Reminders.Map(all);
        if (kind.Agenda is not null)
        {
            ReadAgenda.Map(all);
            AddAgendaItem.Map(all);
            EditAgendaItem.Map(all);
            EndAgendaItem.Map(all);
        }
        if (kind.TakesGroups)
            ExpectedGroups.Map(all);
        return all;
    }

    private static void AddLedger(this Service service, KindDescriptor kind)
    {
        service.Settings(Setting.Whole("Waiting:OfOnePartner", 1, 1_000_000));
        service.Settings(
            ((string[])["Answer", "Hold", "Arrival", "Grace"]).Select(clock =>
                Setting.Duration($"Clocks:*:{clock}", TimeSpan.FromSeconds(1), TimeSpan.FromDays(3650))
            )
        );
        var services = service.Services;
        services.AddSingleton(WaitingListShare.From(service.Configuration));
        services.AddSingleton(new Deadlines(kind, service.Configuration));
        services.AddScoped<Ledger>();
        services.AddScoped<AttemptTransitions>();
        services.AddScoped<Waitlist>();
        services.AddScoped<PlanRouting>();
        services.AddScoped<PoolSuspension>();
        services.AddScoped<PoolClosure>();
        services.AddScoped<GroupReservations>();
        services.AddScoped<LedgerAudit>();
        services.AddScoped<ProviderAction>();
        services.AddScoped(scope => new KindLedger(
            scope.GetRequiredService<CapacityDb>(),
            scope.GetRequiredService<IKind>(),
            scope.GetRequiredService<Ledger>(),
            scope.GetRequiredService<PoolClosure>(),
            scope.GetRequiredService<Waitlist>(),
            scope.GetRequiredService<Sealer>()
        ));
        services.ConfigureHttpJsonOptions(json =>
        {
            Sparse.OmitUnsetConditions(json.SerializerOptions);
            ServiceHost.TellMinutes(json.SerializerOptions);
        });
        services.AddHostedService<DeadlineJob>();
        services.AddHostedService<Heartbeat>();
        services.AddHostedService<LedgerAuditJob>();
    }

    private static void Subscribe(this Service service, KindDescriptor kind)
    {
        service.Subscribe<ReferralRequested, ReferralRequestedHandler>(m => m.Kind == kind.Code);
        service.Subscribe<ReferralWithdrawn, ReferralWithdrawnHandler>(m => m.Kind == kind.Code);
        service.Subscribe<ReferralPlanChanged, ReferralPlanChangedHandler>(m => m.Kind == kind.Code);
        service.Subscribe<ReferralOwned, ReferralOwnedHandler>(m => m.Kind == kind.Code);
        if (kind.TakesGroups)
            service.Subscribe<GroupRequested, GroupRequestedHandler>(m => m.Kind == kind.Code);
        service.Subscribe<AvailabilityRequested, AvailabilityRequestedHandler>(m =>
            m.Kind is null || m.Kind == kind.Code
        );
        service.Subscribe<PlacesChanged, PlacesChangedHandler>();
        service.Subscribe<OrganisationChanged, OrganisationChangedHandler>();
        service.Subscribe<AccessEnded, AccessEndedHandler>();
    }
}
