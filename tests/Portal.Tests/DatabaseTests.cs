using ReferralNetwork.Portal.Data;
using ReferralNetwork.Testing.Databases;

[assembly: AssemblyFixture(typeof(PrivatePostgres))]
[assembly: AssemblyFixture(typeof(Translations))]

namespace ReferralNetwork.Portal.Tests;

public sealed class DatabaseTests(PrivatePostgres postgres, Translations translations)
    : EveryDatabase(postgres, translations, typeof(PortalDb));
