using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Bench;

/// <summary>Pools in the product's 25 provinces, ten districts in each, with 40 kinds of eligibility; the same for a
/// seed.</summary>
internal static class Synthetic
{
    public static IEnumerable<AvailabilityChanged> Pools(int count, DateTimeOffset now, int seed = 1)
    {
        var random = new Random(seed);
        var kinds = Codes.Kinds.ToArray();
        var eligibilities = Enumerable.Range(0, 40).Select(_ => Eligibility(random)).ToArray();
        for (var i = 0; i < count; i++)
        {
            var province = random.Next(1, 26).ToString("00");
            var maximum = random.Next(1, 40);
            var confirmed = now.AddHours(-random.Next(0, 100));
            yield return new AvailabilityChanged(
                NewGuid(random),
                1,
                false,
                kinds[i % kinds.Length],
                NewGuid(random),
                NewGuid(random),
                "Synthetic organisation",
                new LocalText("Synthetic pool", "ទីកន្លែងសាកល្បង"),
                new Area(province, $"{province}{random.Next(1, 11):00}"),
                true,
                null,
                null,
                "places",
                true,
                new CapacityCount(
                    "bed",
                    maximum,
                    random.Next(0, maximum + 1),
                    0,
                    0,
                    confirmed,
                    confirmed,
                    "staff",
                    false
                ),
                eligibilities[random.Next(eligibilities.Length)],
                null
            );
        }
    }

    private static Eligibility Eligibility(Random random) =>
        new(
            Sexes: random.Next(3) == 0 ? null : [random.Next(3) == 0 ? "male" : "female"],
            MinAge: random.Next(2) == 0 ? null : random.Next(0, 18),
            MaxAge: random.Next(2) == 0 ? null : random.Next(18, 80),
            Needs: random.Next(2) == 0 ? null : [.. Codes.Situations.OrderBy(_ => random.Next()).Take(4)],
            Languages: ["km", .. random.Next(3) == 0 ? new[] { "vi" } : []],
            Access: random.Next(3) == 0 ? ["step-free"] : null
        );

    private static Guid NewGuid(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
