using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Testing.Databases;

[assembly: AssemblyFixture(typeof(PrivatePostgres))]
[assembly: AssemblyFixture(typeof(Translations))]

namespace ReferralNetwork.Referrals.Tests;

public sealed class DatabaseTests(PrivatePostgres postgres, Translations translations)
    : EveryDatabase(
        postgres,
        translations,
        typeof(ReferralsDb),
        new LocalText("House", "ផ្ទះ"),
        new Dictionary<string, DateTimeOffset> { ["follow-up"] = DateTimeOffset.UnixEpoch },
        new List<string> { "km", "vi" },
        new List<GroupMember> { new("female", "25-59", 3) },
        new List<Guid> { Guid.NewGuid(), Guid.NewGuid() },
        new Survivor("female", 16, true, ["km"], ["hiv"], 1, [new("male", 4)], ["deaf"], "women", ["id"]),
        new AvailabilityChanged(
            Guid.NewGuid(),
            5,
            true,
            "shelter",
            Guid.NewGuid(),
            Guid.NewGuid(),
            "House",
            new("House", "ផ្ទះ"),
            new("01", "0102"),
            true,
            new(13.6, 102.5),
            "012 345",
            "places",
            false,
            new("bed", 4, 1, 2, 3, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "staff", true),
            new Eligibility(["female"], MinAge: 12),
            "{\"stay\":\"emergency\"}"
        )
    );
