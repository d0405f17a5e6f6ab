using System.Text.Json;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <summary>A pool as a caseworker sees it. No address, and no position of a protected site.</summary>
/// <param name="Why">What puts it before others, and behind others.</param>
/// <param name="DistanceKm">To the area's centroid, rounded up to 5 km.</param>
internal sealed record AvailabilityView(
    Guid PoolId,
    string Kind,
    LocalText Name,
    Party Organisation,
    Guid SiteId,
    AreaView Area,
    bool Protected,
    Position? Position,
    string? IntakeContact,
    string Access,
    CapacityView Capacity,
    Eligibility Eligibility,
    JsonElement? Trade,
    int? DistanceKm,
    IReadOnlyList<string> Fit,
    Why Why
)
{
    public static AvailabilityView Of(SearchHit hit, Gazetteer gazetteer)
    {
        var pool = hit.Pool;
        return new(
            pool.PoolId,
            pool.Kind,
            pool.Name,
            new Party(pool.OrganisationId, pool.OrganisationName),
            pool.SiteId,
            AreaView.Of(pool.Area, gazetteer),
            pool.Protected,
            pool.Position,
            pool.IntakeContact,
            pool.Access,
            CapacityView.Of(hit),
            pool.Eligibility,
            pool.Trade is null ? null : JsonElement.Parse(pool.Trade),
            hit.DistanceKm,
            hit.Fit,
            hit.Why
        );
    }
}

internal sealed record AreaView(string Province, string? District, LocalText? Name)
{
    public static AreaView Of(Area area, Gazetteer gazetteer) =>
        new(
            area.Province,
            area.District,
            (area.District is null ? null : gazetteer.Name(area.District)) ?? gazetteer.Name(area.Province)
        );
}

/// <param name="Available">0 while admissions are closed.</param>
internal sealed record CapacityView(
    string Unit,
    int Maximum,
    int Available,
    int Waiting,
    DateTimeOffset UpdatedAt,
    DateTimeOffset ConfirmedAt,
    string Freshness,
    string Source,
    bool Estimate,
    bool Open
)
{
    public static CapacityView Of(SearchHit hit)
    {
        var (count, pool) = (hit.Pool.Capacity, hit.Pool);
        return new(
            count.Unit,
            count.Maximum,
            pool.Admitting ? count.Available : 0,
            count.Waiting,
            count.UpdatedAt,
            count.ConfirmedAt,
            CodeOf(hit.Freshness),
            count.Source,
            count.Estimate,
            hit.Open
        );
    }

    public static string CodeOf(Freshness freshness) =>
        freshness switch
        {
            Domain.Search.Freshness.Current => "current",
            Domain.Search.Freshness.Stale => "stale",
            _ => "unconfirmed",
        };
}
