using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Domain;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Testing.Databases;

[assembly: AssemblyFixture(typeof(PrivatePostgres))]
[assembly: AssemblyFixture(typeof(Translations))]

namespace ReferralNetwork.Capacity.Tests;

public sealed class DatabaseTests(PrivatePostgres postgres, Translations translations)
    : EveryDatabase(
        postgres,
        translations,
        typeof(CapacityDb),
        new LocalText("House", "ផ្ទះ"),
        new Area("01", "0102"),
        new Position(13.6, 102.5),
        new List<string> { "km", "vi" },
        new List<GroupMember> { new("female", "25-59", 3) },
        new List<Guid> { Guid.NewGuid(), Guid.NewGuid() },
        new WrappedKey("0a1b2c3d", [1, 2, 3]),
        new DateOnly(2030, 2, 3),
        new Survivor("female", 16, true, ["km"], ["hiv"], 1, [new("male", 4)], ["deaf"], "women", ["id"]),
        new SurvivorView("female", "15-17", true, ["km"], ["legal"], true, 1, [new("male", "3-5")], ["deaf"]),
        new Eligibility(
            ["female"],
            ["women"],
            12,
            17,
            10,
            2,
            true,
            false,
            true,
            ["legal"],
            ["km"],
            ["deaf"],
            ["id"],
            ["01"],
            90,
            true,
            false,
            "08:00-17:00",
            "night",
            ["acute-medical"]
        )
    );
