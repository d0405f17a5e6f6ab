using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Contracts.Tests;

/// <summary>One of each event, every member set to something that differs from its default.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset At = new(2030, 1, 2, 3, 4, 5, 678, 901, TimeSpan.Zero);
    private static readonly Guid Pool = new("11111111-1111-7111-8111-111111111111");
    private static readonly Guid Site = new("22222222-2222-7222-8222-222222222222");
    private static readonly Guid Organisation = new("33333333-3333-7333-8333-333333333333");
    private static readonly Guid Referral = new("44444444-4444-7444-8444-444444444444");
    private static readonly Guid Attempt = new("55555555-5555-7555-8555-555555555555");
    private static readonly LocalText Name = new("Night shelter", "ផ្ទះសំណាក់");

    public static readonly IReadOnlyList<object> All =
    [
        new AvailabilityChanged(
            Pool,
            1893553445678901,
            true,
            "shelter",
            Site,
            Organisation,
            "Shelter One",
            Name,
            new Area("12", "1201"),
            true,
            new Position(11.5564, 104.9282),
            "line 1",
            "places",
            true,
            new CapacityCount("bed", 10, 4, 3, 2, At, At.AddHours(-1), "staff", true),
            new Eligibility(
                ["female"],
                ["women"],
                16,
                60,
                12,
                3,
                true,
                true,
                true,
                ["trafficking", "medical"],
                ["km", "vi"],
                ["step-free"],
                ["id"],
                ["12", "1201"],
                90,
                true,
                true,
                "08:00-17:00",
                "line 2",
                ["acute-medical"]
            ),
            """{"gender":"mixed"}""",
            At.AddDays(2),
            true
        ),
        new AvailabilityRequested(At, "shelter", Pool),
        new ProviderHeartbeat("shelter", At),
        new PlacesChanged([new Place("120101", new LocalText("Tonle Basak", "ទន្លេបាសាក់"), 11.55, 104.93, true)]),
        new PlacesRequested(At),
        new OrganisationChanged(Organisation, new LocalText("House", "ផ្ទះ"), ["shelter"], true, 7, At, true),
        new OrganisationsRequested("referrals", At),
        new AccessEnded("33333333-3333-7333-8333-333333333333", At),
        new ReferralRequested(
            Referral,
            2,
            "shelter",
            "emergency",
            72,
            new Party(Organisation, "Helpers"),
            "person-1",
            [Pool, Site],
            true,
            true,
            new Survivor(
                "female",
                17,
                true,
                ["km"],
                ["trafficking"],
                1,
                [new Child("male", 3)],
                ["deaf"],
                "women",
                ["id"],
                [new Child("female", 5)]
            ),
            At,
            3,
            Attempt,
            At.AddHours(22),
            ["00112233445566778899aabbccddeeff"],
            At.AddHours(22)
        ),
        new ReferralPlanChanged(
            Referral,
            2,
            5,
            "shelter",
            [Pool],
            ["00112233445566778899aabbccddeeff"],
            true,
            "person-1",
            At,
            At.AddHours(22)
        ),
        new ReferralOwned(Referral, "shelter", new Party(Organisation, "Helpers"), "person-1", At),
        new ReferralWithdrawn(Referral, 2, "shelter", "unsafe", "person-1", At),
        new AttemptChanged(
            Attempt,
            3,
            Referral,
            2,
            1,
            "shelter",
            Pool,
            Organisation,
            "Shelter One",
            "accepted",
            "accepted",
            At,
            At.AddHours(1),
            At.AddHours(2),
            "full",
            "helped",
            "planned",
            true,
            "person-2",
            At
        ),
        new GroupRequested(
            Attempt,
            "shelter",
            "emergency",
            new Party(Organisation, "Helpers"),
            "person-1",
            At.AddHours(20),
            [new(Referral, Pool, [new("female", "25-59", 3)])],
            true,
            At
        ),
        new GroupReservationChanged(
            Referral,
            4,
            Attempt,
            Pool,
            "refused",
            "full",
            3,
            2,
            At.AddHours(1),
            "person-2",
            At
        ),
        new OutcomeMeasured(Attempt, Referral, "training", "work-at-six-months", "employed", "person-2", At),
    ];

    public static object Of(Type type) => All.Single(sample => sample.GetType() == type);
}
