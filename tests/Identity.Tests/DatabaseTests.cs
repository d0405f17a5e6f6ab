using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Testing.Databases;

[assembly: AssemblyFixture(typeof(PrivatePostgres))]
[assembly: AssemblyFixture(typeof(Translations))]

namespace ReferralNetwork.Identity.Tests;

public sealed class DatabaseTests(PrivatePostgres postgres, Translations translations)
    : EveryDatabase(
        postgres,
        translations,
        typeof(IdentityDb),
        new LocalText("Office", "ការិយាល័យ"),
        new List<string> { "caseworker", "intake" },
        new DateOnly(2027, 12, 31)
    );
