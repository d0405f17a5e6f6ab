using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ReferralNetwork.Gateway.Tests;

/// <summary>A gateway before stand-in services that tell what reached them.</summary>
public sealed class EdgeFixture : IAsyncLifetime
{
    private readonly Dictionary<string, WebApplication> _services = [];
    private readonly TestIssuer _issuer = new();
    private WebApplication? _gateway;

    /// <summary>Lines "METHOD path" of everything that the services got.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Seen { get; } = new();

    /// <summary>Done when a caller of a stream has gone.</summary>
    public TaskCompletionSource StreamEnded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>So long the services take to say that they are ready.</summary>
    public TimeSpan ReadyAfter { get; set; }

    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _issuer.Start();
        foreach (var service in Routes.Services.Append(Routes.Portal))
            _services[service] = await StandIn(service, "http://127.0.0.1:0");
        _gateway = await Gateway();
        Client = new HttpClient { BaseAddress = AddressOf(_gateway) };
    }

    public static Uri AddressOf(WebApplication gateway) => new(gateway.Urls.First());

    /// <summary>A gateway before the same services, which counts nobody unless told.</summary>
    public async Task<WebApplication> Gateway(
        Dictionary<string, string?>? settings = null,
        string urls = "http://127.0.0.1:0",
        bool portal = false,
        Dictionary<string, Uri[]>? services = null,
        Action<ILoggingBuilder>? logging = null
    )
    {
        const string unlimited = "1000000";
        var all = new Dictionary<string, string?>
        {
            ["Hosts"] = "x;network.test",
            ["Issuer:Address"] = TestIssuer.Address,
            ["Issuer:Metadata"] = _issuer.Metadata,
            ["Limits:Client:Burst"] = unlimited,
            ["Limits:Address:Burst"] = unlimited,
            ["Limits:Guess:Burst"] = unlimited,
        };
        foreach (var (name, value) in settings ?? [])
            all[name] = value;
        var addresses = _services
            .Where(service => portal || service.Key != Routes.Portal)
            .ToDictionary(
                service => service.Key,
                IReadOnlyList<Uri> (service) => [new Uri(service.Value.Urls.First())]
            );
        foreach (var (name, several) in services ?? [])
            addresses[name] = several;
        var gateway = GatewayHost.Build(
            new GatewayOptions(
                addresses,
                Logging: log =>
                {
                    log.ClearProviders();
                    logging?.Invoke(log);
                },
                Settings: all
            )
        );
        foreach (var address in urls.Split(';'))
            gateway.Urls.Add(address);
        await gateway.StartAsync();
        return gateway;
    }

    public Uri ServiceAddress(string service) => new(_services[service].Urls.First());

    public async Task Without(string service, Func<Task> test)
    {
        var address = _services[service].Urls.First();
        await _services[service].DisposeAsync();
        try
        {
            await test();
        }
        finally
        {
            _services[service] = await StandIn(service, address);
        }
    }

    /// <summary>Sends bytes as they are and reads until the gateway closes.</summary>
    public async Task<string> Raw(string request, Uri? gateway = null)
    {
        using var socket = new TcpClient();
        gateway ??= Client.BaseAddress!;
        await socket.ConnectAsync(gateway.Host, gateway.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync().InTime();
    }

    private async Task<WebApplication> StandIn(string name, string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add(address);
        app.MapGet(
            "/health/ready",
            async (HttpContext http) =>
            {
                await Task.Delay(ReadyAfter, http.RequestAborted);
                return "ready";
            }
        );
        app.MapGet("/metrics", () => "secret");
        app.MapGet("/api/{kind}/drop", (HttpContext http) => http.Abort());
        app.MapGet(
            "/api/{kind}/slow",
            (HttpContext http) =>
                Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default)
        );
        app.MapGet(
            "/api/{kind}/stream",
            async (HttpContext http) =>
            {
                http.Response.ContentType = "text/event-stream";
                await http.Response.WriteAsync("data: first\n\n");
                await Task.Delay(Timeout.Infinite, http.RequestAborted)
                    .ContinueWith(_ => StreamEnded.TrySetResult(), TaskScheduler.Default);
            }
        );
        app.MapFallback(async http =>
        {
            Seen.Enqueue($"{http.Request.Method} {http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget}");
            http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
            var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            http.Response.Headers.CacheControl = "no-store";
            await http.Response.WriteAsJsonAsync(
                new
                {
                    service = name,
                    path = http.Request.Path.Value,
                    length = body.Length,
                    headers = http.Request.Headers.ToDictionary(
                        h => h.Key,
                        h => h.Value.ToString(),
                        StringComparer.OrdinalIgnoreCase
                    ),
                }
            );
        });
        await app.StartAsync();
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _gateway!.DisposeAsync();
        await _issuer.DisposeAsync();
        foreach (var service in _services.Values)
            await service.DisposeAsync();
    }
}

[CollectionDefinition(nameof(EdgeFixture))]
public sealed class EdgeCollection : ICollectionFixture<EdgeFixture>;
