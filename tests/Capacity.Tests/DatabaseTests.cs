using ReferralNetwork.Capacity.Domain;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.LegalAid.Data;
using ReferralNetwork.Medical.Data;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Shelters.Data;
using ReferralNetwork.Testing.Databases;
using ReferralNetwork.Training.Data;

[assembly: AssemblyFixture(typeof(PrivatePostgres))]
[assembly: AssemblyFixture(typeof(Translations))]

namespace ReferralNetwork.Capacity.Tests;

/// <summary>The ledger's tables and a kind's own, in that kind's database.</summary>
public abstract class KindDatabase(PrivatePostgres postgres, Translations translations, Type context)
    : EveryDatabase(
        postgres,
        translations,
        context,
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

public sealed class ShelterDatabaseTests(PrivatePostgres postgres, Translations translations)
    : KindDatabase(postgres, translations, typeof(SheltersDb));

public sealed class MedicalDatabaseTests(PrivatePostgres postgres, Translations translations)
    : KindDatabase(postgres, translations, typeof(MedicalDb));

public sealed class LegalAidDatabaseTests(PrivatePostgres postgres, Translations translations)
    : KindDatabase(postgres, translations, typeof(LegalAidDb));

public sealed class TrainingDatabaseTests(PrivatePostgres postgres, Translations translations)
    : KindDatabase(postgres, translations, typeof(TrainingDb));
