namespace ReferralNetwork.Identity.Tests;

/// <summary>One host for the tests of the assembly, each with people and organisations of its own.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    public IdentityHost Host { get; private set; } = null!;
    public Account Operator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await IdentityHost.Start();
        Operator = await Host.SetUp();
    }

    public static string NewUserName() => $"p{Guid.NewGuid():N}";

    public async Task<(Guid Id, string UserName)> NewPerson(params string[] roles)
    {
        var name = NewUserName();
        return (await Host.AddPerson(Operator, Operator.Organisation, name, roles), name);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

[CollectionDefinition(nameof(SharedHost))]
public sealed class SharedHostCollection : ICollectionFixture<SharedHost>;
