using FsCheck;
using FsCheck.Fluent;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Domain.Search;
using static ReferralNetwork.Referrals.Tests.Search.Given;

namespace ReferralNetwork.Referrals.Tests.Search;

/// <summary>What came of pools, and what is then asked, each so many hours after the one before.</summary>
public sealed class Scenario
{
    internal AvailabilityChanged[] Events { get; init; } = [];
    internal (SearchQuery Query, int Hours)[] Queries { get; init; } = [];

    public override string ToString() => $"{string.Join('\n', Events)}\n{string.Join('\n', Queries)}";
}

/// <summary>Random events, queries and criteria, small in range so that they meet.</summary>
internal static class Scenarios
{
    private static readonly string[] Areas = ["01", "0102", "0110", "12", "1201", "1202", "17", "9901"];

    public static Gen<Eligibility> Eligibilities { get; } =
        from sexes in Some(Codes.Sexes)
        from ages in Gen.Elements<(int?, int?)>((null, null), (12, 17), (18, null), (null, 40))
        from needs in Some(["trafficking", "family-violence", "pregnancy"])
        from languages in Some(["km", "vi"])
        from family in Gen.Elements<(int?, int?, bool?)>((null, null, null), (3, null, null), (2, 9, false))
        from access in Some(Codes.Access)
        from requires in Some(["none", "id"])
        from served in Some(["01", "1201"])
        from hours in Gen.Elements(null, "08:00-17:00", "20:00-06:00", "22:30-22:45")
        from rest in Gen.Choose(0, 3)
        select new Eligibility(
            sexes,
            rest == 0 ? ["women"] : null,
            ages.Item1,
            ages.Item2,
            family.Item2,
            family.Item1,
            rest == 1,
            family.Item3,
            rest == 2 ? false : null,
            needs,
            languages,
            access,
            requires,
            served,
            rest,
            rest == 2,
            rest == 3,
            hours,
            rest == 1 ? "012 000 000" : null,
            rest == 2 ? ["acute-medical"] : null
        );

    public static Gen<Criteria> Criterias { get; } =
        from sex in Gen.Elements(null, "female", "male")
        from age in Gen.Elements<int?>(null, 1, 16, 19, 50)
        from needs in Some(["trafficking", "family-violence", "pregnancy"])
        from languages in Some(["km", "vi"])
        from children in Gen.Elements<IReadOnlyList<Child>?>(null, null, [new("male", 11)], [new("female", 1)])
        from access in Some(["step-free"])
        from has in Some(["id"])
        from rest in Gen.Choose(0, 5)
        select new Criteria(
            sex,
            age,
            rest == 0,
            needs,
            languages,
            rest == 1 ? 1 : 0,
            children,
            access,
            rest == 2 ? "women" : null,
            has,
            rest == 3 ? "1201" : null
        );

    // More steps than pools, so that events meet pools that are there already, newer and older.
    public static Gen<AvailabilityChanged> Events(IReadOnlyList<Eligibility> profiles) =>
        from id in Gen.Choose(1, 60)
        from version in Gen.Choose(1, 5)
        from removed in Gen.Choose(1, 10)
        from kind in Gen.Elements("shelter", "medical", "legal-aid")
        from area in Gen.Elements(Areas)
        from hoursOld in Gen.Elements(0, 10, 24, 25, 60, 72, 73, 200)
        from free in Gen.Choose(0, 2)
        from waiting in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Constant(2)))
        from admitting in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
        from access in Gen.Elements([.. Codes.PoolAccess])
        from takes in Gen.Elements([.. profiles])
        from trade in Gen.Elements(
            null,
            """{"stay":"drop-in"}""",
            """{"stay":"emergency"}""",
            """{"services":["injury","pep"]}""",
            """{"services":["counselling"]}"""
        )
        select Pool(id, version, kind, area, hoursOld, free, waiting, admitting, access, takes) with
        {
            Removed = removed == 1,
            Trade = trade,
        };

    public static Gen<SearchQuery> Queries { get; } =
        from kinds in Gen.SubListOf("shelter", "medical", "legal-aid").Where(kinds => kinds.Count > 0)
        from criteria in Gen.OneOf(Gen.Constant(new Criteria()), Criterias)
        from near in Gen.Elements(null, new Position(13.656, 102.563), new Position(11.56, 104.92), new Position(0, 0))
        from province in Gen.Elements(null, null, null, "01", "12")
        from openOnly in Gen.Choose(0, 3)
        from places in Gen.Choose(1, 3)
        from hour in Gen.Choose(-12, 11)
        from organisations in Barred(2_000_000)
        from sites in Barred(1_000_000)
        from areas in Gen.SubListOf("0102", "12", "011005").Or(Gen.Constant(new List<string>()))
        from window in Gen.Elements<int?>(null, 72)
        from limit in Gen.Elements(1, 2, 3, 7, 200)
        select new SearchQuery([.. kinds])
        {
            Criteria = criteria,
            Near = near,
            Province = province,
            OpenOnly = openOnly == 0,
            Places = places,
            AdmitsAt = hour < 0 ? null : Now.AddHours(2 * hour),
            MedicalWindow = window,
            Limit = limit,
            Never = new(organisations, sites, [.. areas]),
        };

    public static Arbitrary<Eligibility> AnyEligibility { get; } = Eligibilities.ToArbitrary();

    public static Arbitrary<Criteria> AnyCriteria { get; } = Criterias.ToArbitrary();

    public static Arbitrary<Scenario> Any { get; } =
        (
            from profiles in Eligibilities.ArrayOf(6)
            from count in Gen.Choose(0, 150)
            from events in Events([.. profiles, Eligibility.Anyone]).ArrayOf(count)
            from queries in Queries.Zip(Gen.Choose(0, 30)).ArrayOf(8)
            select new Scenario { Events = events, Queries = queries }
        ).ToArbitrary();

    private static Gen<HashSet<Guid>> Barred(int offset) =>
        Gen.Frequency(
            (2, Gen.Constant<HashSet<Guid>>([])),
            (1, Gen.Choose(1, 60).ArrayOf(5).Select(ids => ids.Select(id => Id(id + offset)).ToHashSet()))
        );

    private static Gen<IReadOnlyList<string>?> Some(IEnumerable<string> codes) =>
        Gen.Frequency(
            (2, Gen.Constant<IReadOnlyList<string>?>(null)),
            (1, Gen.SubListOf(codes).Select(some => (IReadOnlyList<string>?)[.. some]))
        );
}
