using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>A partner publishes and answers only for kinds that it was admitted for (rule 11).</summary>
[Collection(nameof(Shelters))]
[Trait("Attack", "yes")]
public sealed class AdmissionTests(Shelters service)
{
    private static readonly string[] Provider = [Roles.Intake, Roles.Publisher];

    // What the token says, what is known of the organisation, and whether it may publish a shelter.
    public static TheoryData<string?, string?, int> Admitted =>
        new()
        {
            { "shelter", null, 201 },
            { "shelter", "shelter", 201 },
            { "shelter", "training", 403 },
            { "training", null, 403 },
            { "training", "shelter", 403 },
            { null, "shelter", 201 },
            { null, "training", 403 },
            { null, null, 403 },
        };

    [Theory]
    [MemberData(nameof(Admitted))]
    public async Task Who_publishes_is_admitted_by_the_token_and_by_what_is_known(
        string? said,
        string? known,
        int status
    )
    {
        var organisation = Guid.NewGuid();
        if (known is not null)
            await service.Deliver(Changed(organisation, [known], 1));
        var token = TestTokens.Of(organisation, said is null ? null : [said], Provider);

        // What is known of it is looked up each second.
        await Eventually.Becomes(async () => (await Publish(token)).Status, status);
        if (status == 403)
            (await Publish(token)).Text("reason").ShouldBe("not-admitted");
    }

    [Fact]
    public void Every_route_of_a_provider_asks_whether_its_caller_is_admitted()
    {
        var routes = RoutePolicies
            .Endpoints(service.App)
            .Where(route =>
                route.Metadata.GetMetadata<RolesAllowed>() is { } allowed
                && allowed.Roles.Any(Roles.OfProviders.Contains)
            )
            .ToList();

        routes.Count.ShouldBeGreaterThan(20);
        routes.Where(route => route.Metadata.GetMetadata<AdmittedFor>() is null).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_organisation_is_no_longer_admitted_for_is_taken_from_it()
    {
        var house = await service.AddPool(2);
        await service.Deliver(Changed(house.Organisation, ["shelter", "training"], 1));
        var there = await service.Send([house]);
        (await service.Row(house)).Suspended.ShouldBeFalse();

        await service.Deliver(Changed(house.Organisation, ["training"], 2));

        (await service.Row(house)).Suspended.ShouldBeTrue("nobody finds it");
        ((await service.Told(there))[^1] is { Status: "received", Reason: "suspended" }).ShouldBeTrue(
            "whoever is expected there is told of"
        );
        await Eventually.Becomes(async () => (await service.Act(house, there, "accept")).Status, 403);
        (await service.InboxItem(house, there)).ShouldBeOk();

        await service.Deliver(Changed(house.Organisation, ["shelter"], 3));
        (await service.Row(house)).Suspended.ShouldBeFalse();
    }

    [Fact]
    public async Task A_service_that_starts_asks_once_what_the_organisations_are()
    {
        var before = (await service.Published<OrganisationsRequested>()).Count;
        using var heartbeat = ActivatorUtilities.CreateInstance<Heartbeat>(service.Services);

        for (var beat = 0; beat < 2; beat++)
            await heartbeat.Beat(TestContext.Current.CancellationToken);

        (await service.Published<OrganisationsRequested>()).Count.ShouldBe(before + 1);
    }

    private OrganisationChanged Changed(Guid organisation, string[] kinds, int version) =>
        new(organisation, new LocalText("House", null), kinds, false, version, service.Now);

    private Task<Answer> Publish(string token) =>
        service.Ask(
            HttpMethod.Post,
            "/sites",
            token,
            new
            {
                name = new { en = "House" },
                area = new { province = "01" },
                address = "behind the market",
            }
        );
}
