namespace ReferralNetwork.Platform.Tests;

/// <summary>One service for all tests of a class, where none of them changes anything for another.</summary>
public sealed class HostedNotes : IAsyncLifetime
{
    internal World World { get; } = new();
    internal Host Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await World.Start<NotesModule>();

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
