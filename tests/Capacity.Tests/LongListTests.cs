using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.LegalAid.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Training.Data;

namespace ReferralNetwork.Capacity.Tests;

[Collection(nameof(Shelters))]
public sealed class LongListTests(Shelters shelters)
{
    [Fact]
    public async Task No_list_of_a_shelter_ends_without_a_sign()
    {
        var house = await shelters.AddPool(Page.OneMore);
        for (var n = 1; n < Page.OneMore; n++)
            await shelters.AddPool(1, beside: house);
        await LongLists.Check(shelters, house, "/inbox", "/pools", "/reminders", "/sites", "/tonight");
    }
}

[Collection(nameof(Clinics))]
public sealed class LongListsOfClinicsTests(Clinics clinics)
{
    [Fact]
    public async Task No_list_of_a_clinic_ends_without_a_sign() =>
        await LongLists.Check(
            clinics,
            await clinics.AddPool(Page.OneMore),
            "/agenda",
            "/day",
            "/inbox",
            "/reminders",
            "/tonight"
        );
}

[Collection(nameof(LegalDesks))]
public sealed class LongListsOfLawyersTests(LegalDesks desks)
{
    [Fact]
    public async Task No_list_of_a_legal_desk_ends_without_a_sign()
    {
        var house = await desks.AddPool(Page.OneMore + 1);
        await desks.Read(async db =>
        {
            db.AddRange(
                Enumerable
                    .Range(0, Page.OneMore)
                    .Select(n => new PanelMember
                    {
                        Id = Guid.NewGuid(),
                        OrganisationId = house.Organisation,
                        Name = $"Lawyer {n}",
                        Provinces = [],
                        Languages = ["km"],
                        Does = [],
                        Most = 9,
                    })
            );
            return await db.SaveChangesAsync();
        });
        var lawyers = await desks.Ask(
            HttpMethod.Get,
            $"/inbox/{desks.AttemptOf(house, await desks.Send([house]))}/lawyers",
            TestTokens.Provider(house.Organisation)
        );
        LongLists.Says(lawyers.ShouldBeOk().Body).ShouldBeTrue();
        await LongLists.Check(desks, house, "/agenda", "/inbox", "/matters", "/panel", "/reminders", "/tonight");
    }
}

[Collection(nameof(Centres))]
public sealed class LongListsOfCentresTests(Centres centres)
{
    [Fact]
    public async Task No_list_of_a_training_centre_ends_without_a_sign()
    {
        var house = await centres.AddPool(Page.OneMore);
        await centres.Read(async db =>
        {
            db.AddRange(
                Enumerable
                    .Range(0, Page.OneMore)
                    .Select(n => new Fund
                    {
                        Id = Guid.NewGuid(),
                        OrganisationId = house.Organisation,
                        Name = new($"Fund {n}", null),
                        Grants = 1,
                    })
            );
            return await db.SaveChangesAsync();
        });
        await LongLists.Check(centres, house, "/agenda", "/funds", "/inbox", "/reminders", "/tonight", "/work");
    }
}

/// <summary>One more of everything than a list shows, and every list of the service asked for.</summary>
internal static class LongLists
{
    /// <param name="long">Paths whose lists were as long as they can be: another was not tried.</param>
    public static async Task Check(ServiceUnderTest service, House house, params string[] @long)
    {
        var referrer = new Party(Guid.NewGuid(), "Long Lists");
        await Fill(service, house, referrer);
        var (provider, caseworker) = (
            TestTokens.Provider(house.Organisation),
            TestTokens.For(referrer.Id, Roles.Caseworker)
        );
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        await Look(Status.Ready, null);
        // Whose course has ended is asked for work, months later.
        await Look(Status.Completed, service.Now.AddDays(-400));
        seen.ShouldBe(@long);

        async Task Look(string status, DateTimeOffset? ended)
        {
            DateTimeOffset? soon = service.Now.AddHours(1);
            await service.Read(db =>
                db.Attempts.Where(a => a.ReferrerId == referrer.Id)
                    .ExecuteUpdateAsync(set =>
                        set.SetProperty(a => a.Status, status)
                            .SetProperty(a => a.EndedAt, ended)
                            .SetProperty(a => a.ScheduledAt, soon)
                            .SetProperty(a => a.DueAt, (DateTimeOffset?)null)
                    )
            );
            foreach (var path in Lists(service))
            foreach (
                var (token, query) in new[]
                {
                    (provider, "limit=200"),
                    (provider, "limit=200&open=true"),
                    (caseworker, "limit=200"),
                }
            )
            {
                var answer = await service.Ask(HttpMethod.Get, $"{path}?{query}", token);
                if (answer.Status != 200 || !IsFull(answer.Body))
                    continue;
                seen.Add(path);
                Says(answer.Body).ShouldBeTrue($"{path}?{query}");
            }
        }
    }

    /// <summary>There is another page, or it is said that there is more.</summary>
    public static bool Says(JsonElement body) =>
        (body.TryGetProperty("more", out var more) && more.GetBoolean())
        || (body.TryGetProperty("nextCursor", out var next) && next.ValueKind == JsonValueKind.String);

    private static List<string> Lists(ServiceUnderTest service)
    {
        var prefix = new Uri(service.Address).AbsolutePath;
        return
        [
            .. RoutePolicies
                .Endpoints(service.App)
                .Where(e =>
                    e.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()?.HttpMethods is ["GET"]
                )
                .Select(e => e.RoutePattern.RawText!)
                .Where(path =>
                    path.StartsWith(prefix, StringComparison.Ordinal)
                    && !path.Contains('{')
                    && !path.EndsWith("stream", StringComparison.Ordinal)
                )
                .Select(path => path[prefix.Length..]),
        ];
    }

    private static bool IsFull(JsonElement body) =>
        body.EnumerateObject()
            .Any(member =>
                member.Value.ValueKind == JsonValueKind.Array && member.Value.GetArrayLength() >= Page.MaxSize
            );

    private static async Task Fill(ServiceUnderTest service, House house, Party referrer)
    {
        var asked = service.Request([house.Pool]);
        for (var n = 0; n < Page.OneMore; n++)
            await service.Deliver(asked with { ReferralId = Guid.NewGuid(), Referrer = referrer });
        await service.Read(async db =>
        {
            var attempts = await db.Attempts.Where(a => a.ReferrerId == referrer.Id).Select(a => a.Id).ToListAsync();
            attempts.Count.ShouldBe(Page.OneMore);
            db.AddRange(
                attempts.ConvertAll(id => new AgendaItem
                {
                    Id = Guid.NewGuid(),
                    AttemptId = id,
                    OrganisationId = house.Organisation,
                    Code = "other",
                    At = service.Now.AddMinutes(1),
                })
            );
            return await db.SaveChangesAsync();
        });
    }
}
