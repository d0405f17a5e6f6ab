using FsCheck;
using FsCheck.Fluent;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Domain.Figures;

namespace ReferralNetwork.Referrals.Tests.Figures;

/// <summary>A table of what became of people, made from a seed.</summary>
public sealed record PeopleTable(int Seed)
{
    internal FigureCell Hidden() => Tables.Hide(Tables.People(Seed));
}

/// <summary>A table of the people in rooms whose size everybody knows, made from a seed.</summary>
public sealed record RoomTable(int Seed)
{
    internal FigureCell Hidden() => Tables.Hide(Tables.Rooms(Seed));
}

/// <summary>Random tables, some of them small.</summary>
internal static class Tables
{
    private static readonly FigureSlot[] Spots =
    [
        new("shelter", "0102"),
        new("shelter", "0110"),
        new("shelter", "02"),
        new("shelter", "1204"),
        new("medical", "0102"),
        new("medical", "17"),
        new("training", "12"),
    ];

    public static Arbitrary<PeopleTable> OfPeople { get; } = Seeds.Select(seed => new PeopleTable(seed)).ToArbitrary();

    public static Arbitrary<RoomTable> OfRooms { get; } = Seeds.Select(seed => new RoomTable(seed)).ToArbitrary();

    private static Gen<int> Seeds => Gen.Choose(0, int.MaxValue);

    internal static FigureCell Hide(FigureCell root)
    {
        Suppression.Hide(root);
        return root;
    }

    // From a handful to a hundred, and never evenly spread: most tables have small cells beside large ones.
    internal static FigureCell People(int seed)
    {
        var random = new Random(seed);
        var (spots, often) = (Spots[..random.Next(1, Spots.Length + 1)], random.Next(1, 4));
        var counted = Enumerable
            .Range(0, random.Next(0, 100))
            .Select(_ => new Counted(
                spots[Math.Min(random.Next(spots.Length), random.Next(spots.Length * often))],
                Codes.Urgencies.ElementAt(Math.Min(random.Next(3), random.Next(3))),
                Tally.Outcomes.ElementAt(Math.Min(random.Next(6), random.Next(6)))
            ))
            .ToList();
        return Tally.Tree(spots, counted, by: [Tally.Urgency, Tally.Outcome]);
    }

    internal static FigureCell Rooms(int seed)
    {
        var random = new Random(seed);
        var spots = Spots[..random.Next(1, Spots.Length + 1)];
        return Tally.Tree(
            spots,
            [
                .. spots.SelectMany(spot =>
                    Enumerable
                        .Range(0, random.Next(0, 3))
                        .Select(_ =>
                        {
                            var room = random.Next(0, 12);
                            return new Counted(spot, Weight: random.Next(room + 1), Most: room);
                        })
                ),
            ],
            bounded: true
        );
    }
}
