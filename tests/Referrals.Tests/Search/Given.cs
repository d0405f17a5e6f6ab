using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Tests.Search;

/// <summary>Pools, places and queries that differ only in what a test is about.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2025, 3, 10, 3, 0, 0, TimeSpan.Zero);

    public static readonly Gazetteer Places = new([
        Place("01", 13.59, 102.97),
        Place("0102", 13.42, 102.92),
        Place("0110", 13.66, 102.56),
        Place("12", 11.56, 104.92),
        Place("1201", 11.56, 104.93),
        Place("1202", 11.57, 104.92),
        Place("17", 13.36, 103.86),
    ]);

    public static AvailabilityIndex Index(params IEnumerable<AvailabilityChanged> pools)
    {
        var index = new AvailabilityIndex(FreshnessRules.Standard, Now) { Gazetteer = Places };
        foreach (var pool in pools)
            index.Apply(pool);
        return index;
    }

    /// <summary>An open, fresh shelter pool that takes anyone.</summary>
    public static AvailabilityChanged Pool(
        int id,
        long version = 1,
        string kind = "shelter",
        string area = "0110",
        int hoursOld = 1,
        int free = 3,
        int waiting = 0,
        bool admitting = true,
        string access = "places",
        Eligibility? takes = null
    ) =>
        new(
            Id(id),
            version,
            Removed: false,
            kind,
            SiteId: Id(id + 1_000_000),
            OrganisationId: Id(id + 2_000_000),
            "An organisation",
            new("A house", null),
            new(area[..2], area.Length > 2 ? area : null),
            Protected: true,
            Position: null,
            IntakeContact: null,
            access,
            admitting,
            new(
                kind == "shelter" ? EligibilityRules.Bed : "seat",
                12,
                12 - free,
                0,
                waiting,
                Now,
                Now.AddHours(-hoursOld),
                "staff",
                Estimate: false
            ),
            takes ?? Eligibility.Anyone,
            Trade: null
        );

    public static AvailabilityChanged Removed(int id, long version) => Pool(id, version) with { Removed = true };

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public static SearchQuery Shelters { get; } = new(["shelter"]);

    public static SearchQuery For(Criteria criteria) => Shelters with { Criteria = criteria };

    /// <summary>The numbers of the pools found, in order.</summary>
    public static IEnumerable<int> Found(this AvailabilityIndex index, SearchQuery query) =>
        index.Search(query, Now).Items.Select(hit => BitConverter.ToInt32(hit.Pool.PoolId.ToByteArray()));

    private static Place Place(string code, double lat, double lon) => new(code, new(code, null), lat, lon, false);
}
