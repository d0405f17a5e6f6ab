using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Referrals.Clocks;
using ReferralNetwork.Referrals.Consumers;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain;
using ReferralNetwork.Referrals.Domain.Figures;
using ReferralNetwork.Referrals.Domain.Keeping;
using ReferralNetwork.Referrals.Domain.Search;
using ReferralNetwork.Referrals.Features;
using ReferralNetwork.Referrals.Indexing;

namespace ReferralNetwork.Referrals;

public sealed class ReferralsModule : IModule
{
    public static string Name => "referrals";

    public static void AddServices(Service service)
    {
        service.Settings(
            Setting.Duration("FollowUps:Early"),
            Setting.Duration("Groups:Ahead"),
            Setting.Duration("Figures:After"),
            Setting.Duration("Freshness:*:CurrentFor"),
            Setting.Duration("Freshness:*:StaleFor")
        );
        service.Settings(Allowance.Settings);
        service.Database<ReferralsDb>();
        service.AddValidators<ReferralsModule>();
        service.RefuseCallers();
        service.Services.ConfigureHttpJsonOptions(json => Sparse.OmitUnsetConditions(json.SerializerOptions));
        service.Services.AddSingleton(FreshnessRules.From(service.Configuration));
        service.Services.AddSingleton(FollowUpRules.From(service.Configuration));
        service.Services.AddSingleton(FigureRules.From(service.Configuration));
        service.Services.AddSingleton(GroupRules.From(service.Configuration));
        service.Services.AddSingleton<Waits>();
        service.Services.AddSingleton(provider => new AvailabilityIndex(
            provider.GetRequiredService<FreshnessRules>(),
            provider.GetRequiredService<TimeProvider>().GetUtcNow()
        ));
        service.Services.AddSingleton<Heartbeats>();
        service.Services.AddSingleton<SearchAnswers>();
        service.Services.AddSingleton<Plans>();
        service.Services.AddSingleton(Allowance.From(service.Configuration));
        service.Services.AddScoped<Allowances>();
        service.Services.AddScoped<Crowds>();
        service.Services.AddScoped<ReferrerAction>();
        service.Services.AddScoped<ReopenReferral>();
        service.Services.AddScoped<ReferralSender>();
        service.Services.AddHostedService<IndexKeeper>();
        service.Services.AddHostedService<ReferralMonitor>();
        service.Services.AddHostedService<MonthEnd>();

        service.Streams<ReferralsDb>(db =>
            db.Referrals.Select(r => new Change
            {
                OwnerId = r.OrganisationId,
                Id = r.Id,
                At = r.UpdatedAt,
            })
        );
        service.Subscribe<AttemptChanged, AttemptChangedHandler>();
        service.Subscribe<GroupReservationChanged, GroupReservationChangedHandler>();
        service.Subscribe<OutcomeMeasured, OutcomeMeasuredHandler>();
        service.Subscribe<AvailabilityChanged, AvailabilityChangedHandler>();
        service.Subscribe<PlacesRequested, PlacesRequestedHandler>();
        service.Subscribe<OrganisationChanged, OrganisationChangedHandler>();
        service.Subscribe<AccessEnded, AccessEndedHandler>();
        service.Feed<AvailabilityChanged>(
            (services, change) => services.GetRequiredService<AvailabilityIndex>().Apply(change)
        );
        service.Feed<PlacesChanged>(
            (services, change) => services.GetRequiredService<AvailabilityIndex>().AddPlaces(change.Places)
        );
        service.Feed<ProviderHeartbeat>((services, beat) => services.GetRequiredService<Heartbeats>().Hear(beat));
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        SearchAvailability.Map(routes);
        ReadAlerts.Map(routes);
        ListFollowUps.Map(routes);
        ReadGazetteer.Map(routes);
        ImportGazetteer.Map(routes);
        PartnerQuality.Map(routes);
        PoolQuality.Map(routes);
        ReadFigures.Map(routes);
        Calls.Map(routes);
        ShiftNotes.Map(routes);
        var incidents = routes.MapGroup("/api/incidents").WithTags("incidents");
        Incidents.Map(incidents);
        DeclareIncident.Map(incidents);
        SecondIncident.Map(incidents);
        ReviewIncident.Map(incidents);

        var referrals = routes.MapGroup("/api/referrals").WithTags("referrals");
        SendReferral.Map(referrals);
        ListReferrals.Map(referrals);
        var groups = referrals.MapGroup("/groups");
        ProposeGroup.Map(groups);
        AskForGroup.Map(groups);
        ReadGroups.Map(groups);
        GiveBackGroup.Map(groups);
        FollowReferrals.Map(referrals);
        ReadReferrals.Map(referrals);
        ReferrerActions.Map(referrals);
        Details.Map(referrals);
        NeverLists.Map(referrals);
        RenewConsent.Map(referrals);
        WithdrawConsent.Map(referrals);
        RecordFollowUp.Map(referrals);
        Cases.Map(referrals);
        CallConference.Map(referrals);
        var conferences = routes.MapGroup("/api/conferences").WithTags("conferences");
        ReadConferences.Map(conferences);
        ChangeConference.Map(conferences);
        CancelConference.Map(conferences);
        OfferTransfer.Map(referrals);
        var offers = routes.MapGroup("/api/transfers").WithTags("referrals");
        ListTransfers.Map(offers);
        AcceptTransfer.Map(offers);
        EndTransfer.Map(offers);
        FormerReferrals.Map(routes);
        SendCase.Map(routes);
        AccessLogs.Map(referrals);
    }
}
