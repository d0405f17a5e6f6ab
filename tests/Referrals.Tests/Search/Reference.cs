using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Tests.Search;

/// <summary>The same search, as plainly as it can be said: look at every pool, sort by the whole key.</summary>
internal static class Reference
{
    public static IReadOnlyList<string> Search(
        IEnumerable<AvailabilityChanged> pools,
        Gazetteer gazetteer,
        SearchQuery query,
        DateTimeOffset now
    ) =>
        [
            .. from pool in pools
            let match = EligibilityRules.Match(pool.Eligibility, pool.Capacity.Unit, query.Criteria)
            let code = pool.Area.District ?? pool.Area.Province
            let open = Open(pool)
            let freshness = HoursOld(pool, now) switch
            {
                <= 24 => 0,
                <= 72 => 1,
                _ => 2,
            }
            let km = Km(gazetteer.Centroid(code), query.Near)
            where
                query.Kinds.Contains(pool.Kind)
                && match.Fits
                && (
                    !query.OpenOnly
                    || (
                        open
                        && (
                            pool.Access == "walk-in"
                            || pool.Capacity.Maximum - pool.Capacity.Occupied - pool.Capacity.Held >= query.Places
                        )
                    )
                )
                && (query.Province ?? pool.Area.Province) == pool.Area.Province
                && !query.Never.Organisations.Contains(pool.OrganisationId)
                && !query.Never.Sites.Contains(pool.SiteId)
                && !query.Never.Areas.Any(area =>
                    code.StartsWith(area, StringComparison.Ordinal) || area.StartsWith(code, StringComparison.Ordinal)
                )
            let tonight = query.AdmitsAt is not null
            let window = query.MedicalWindow is not null && query.Kinds is ["medical"]
            orderby DoorsClosed(pool.Eligibility.IntakeHours, query.AdmitsAt), !open, tonight
                && pool.Access == "assessment-first", query.Kinds is ["shelter"] && Trade(pool, "drop-in"), window
                && !Trade(pool, "pep")
                && !Trade(pool, "forensic")
                && !Trade(pool, "emergency-contraception"), ForOthers(
                pool.Eligibility.Access,
                query.Criteria.Access
            ), window ? 0 : freshness, tonight || window ? 0 : -match.Fit.Count, km ?? int.MaxValue, AsNumbers(
                code
            ), AsNumbers(pool.Kind), freshness, pool.PoolId
            select $"{pool.PoolId} {pool.Version} {open} {(Freshness)freshness} {km} {string.Join(',', match.Fit)}",
        ];

    public static string Tell(SearchHit hit) =>
        $"{hit.Pool.PoolId} {hit.Pool.Version} {hit.Open} {hit.Freshness} {hit.DistanceKm} {string.Join(',', hit.Fit)}";

    private static bool Open(AvailabilityChanged pool)
    {
        var count = pool.Capacity;
        if (!pool.Admitting)
            return false;
        return pool.Access == "walk-in" || (count.Waiting == 0 && count.Maximum - count.Occupied > count.Held);
    }

    private static bool Trade(AvailabilityChanged pool, string code) =>
        pool.Trade?.Contains($"\"{code}\"", StringComparison.Ordinal) == true;

    private static bool ForOthers(IReadOnlyList<string>? made, IReadOnlyList<string>? needed) =>
        (made ?? []).Any(code => code != "step-free") && (needed ?? []).All(code => code == "step-free");

    private static double HoursOld(AvailabilityChanged pool, DateTimeOffset now) =>
        (now - pool.Capacity.ConfirmedAt).TotalHours;

    // Walks the day minute by minute from the opening.
    private static bool DoorsClosed(string? hours, DateTimeOffset? at)
    {
        if (hours is null || at is null)
            return false;
        var clock = at.Value.UtcDateTime.AddHours(7).ToString("HH:mm", null);
        var end = TimeOnly.Parse(hours[6..], null);
        for (var minute = TimeOnly.Parse(hours[..5], null); minute != end; minute = minute.AddMinutes(1))
            if (minute.ToString("HH:mm", null) == clock)
                return false;
        return true;
    }

    // The haversine formula as the books have it.
    private static int? Km(Position? area, Position? near)
    {
        if (area is null || near is null)
            return null;
        double Rad(double degrees) => degrees * Math.PI / 180;
        var h =
            Math.Pow(Math.Sin(Rad(area.Lat - near.Lat) / 2), 2)
            + (Math.Cos(Rad(area.Lat)) * Math.Cos(Rad(near.Lat)) * Math.Pow(Math.Sin(Rad(area.Lon - near.Lon) / 2), 2));
        return Math.Max(5, (int)Math.Ceiling(2 * 6371.0088 * Math.Asin(Math.Sqrt(h)) / 5) * 5);
    }

    // Codes compare by their characters whatever the culture.
    private static string AsNumbers(string code) => string.Join(' ', code.Select(c => ((int)c).ToString("000", null)));
}
