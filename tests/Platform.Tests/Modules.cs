using System.Runtime.Serialization;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Platform.Tests;

[DataContract(Name = "note-added.v1")]
public sealed record NoteAdded(Guid NoteId, string Text);

/// <summary>Heard by <see cref="MirrorsModule"/> alone.</summary>
[DataContract(Name = "note-signed.v1")]
public sealed record NoteSigned(Guid NoteId);

/// <summary>Heard by nobody.</summary>
[DataContract(Name = "note-unheard.v1")]
public sealed record NoteUnheard(Guid NoteId);

/// <summary>Writes notes and publishes them.</summary>
internal sealed class NotesModule : IModule
{
    public static string Name => "notes";

    public static void AddServices(Service service)
    {
        service.AddTestServices();
        service.AddValidators<NotesModule>();
        service.Streams<TestDb>(db =>
            db.Notes.Select(note => new Change
            {
                OwnerId = note.Id,
                Id = note.Id,
                At = note.At,
            })
        );
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes) => NoteEndpoints.Map(routes);
}

/// <summary>Keeps a copy of each note it hears of.</summary>
internal sealed class CopiesModule : IModule
{
    public static string Name => "copies";

    public static void AddServices(Service service)
    {
        service.AddTestServices();
        service.Subscribe<NoteAdded, CopyHandler>(message => message.Text != "not for copies");
        service.Feed<NoteAdded>((services, message) => services.GetRequiredService<World>().OnFeed(message));
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes) { }
}

internal sealed class MirrorsModule : IModule
{
    public static string Name => "mirrors";

    public static void AddServices(Service service)
    {
        service.AddTestServices();
        service.Subscribe<NoteAdded, CopyHandler>();
        service.Subscribe<NoteSigned, SignHandler>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes) { }
}

internal sealed class CopyHandler(TestDb db, World world, Me me) : IHandle<NoteAdded>
{
    public async Task Handle(NoteAdded message, Delivery delivery, CancellationToken ct)
    {
        db.Add(new Copy { Id = Guid.NewGuid(), NoteId = message.NoteId });
        await world.OnHandle(me.Service, message);
    }
}

internal sealed class SignHandler(TestDb db) : IHandle<NoteSigned>
{
    public Task Handle(NoteSigned message, Delivery delivery, CancellationToken ct)
    {
        db.Add(new Copy { Id = Guid.NewGuid(), NoteId = message.NoteId });
        return Task.CompletedTask;
    }
}

/// <summary>Which service a scope belongs to.</summary>
internal sealed record Me(string Service);

internal static class TestServices
{
    public static void AddTestServices(this Service service)
    {
        var world = World.Of(service.Configuration);
        service.Database<TestDb>();
        service.Services.AddSingleton(world);
        service.Services.AddSingleton(new Me(service.Name));
        service.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, TestTokens.Trust);
        service.Services.ConfigureDbContext<TestDb>(options =>
        {
            options.AddInterceptors(new Outage(world, service.Name));
            if (world.Interceptor is { } interceptor)
                options.AddInterceptors(interceptor);
        });
        // Else a test says when.
        if (!world.RetriesItself)
            service.RemoveBackground<FailureRetry>();
        if (!world.Cleans)
            service.RemoveBackground<Janitor>();
    }

    private static void RemoveBackground<T>(this Service service) =>
        service.Services.Remove(
            service.Services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(T))
        );
}
