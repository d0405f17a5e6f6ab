using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ReferralNetwork.Gateway.Tests;

/// <summary>A gateway before stand-in services that tell what reached them.</summary>
public sealed class EdgeFixture : IAsyncLifetime
{
    private readonly Dictionary<string, WebApplication> _services = [];
    private WebApplication? _gateway;

    /// <summary>Lines "METHOD path" of everything that the services got.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Seen { get; } = new();

    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (var service in Routes.Services) _services[service] = await StandIn(service, "http://127.0.0.1:0");
        _gateway = GatewayHost.Build(new GatewayOptions(
            _services.ToDictionary(s => s.Key, s => new Uri(s.Value.Urls.First())), Logging: log => log.ClearProviders()));
        _gateway.Urls.Add("http://127.0.0.1:0");
        await _gateway.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(_gateway.Urls.First()) };
    }

    public async Task Without(string service, Func<Task> test)
    {
        var address = _services[service].Urls.First();
        await _services[service].DisposeAsync();
        try { await test(); }
        finally { _services[service] = await StandIn(service, address); }
    }

    /// <summary>Sends bytes as they are and reads until the gateway closes.</summary>
    public async Task<string> Raw(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }

    private async Task<WebApplication> StandIn(string name, string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add(address);
        app.MapGet("/health/ready", () => "ready");
        app.MapGet("/metrics", () => "secret");
        app.MapGet("/openapi/v1.json", () => Results.Text(Document(name).ToJsonString(), "application/json"));
        app.MapGet("/api/{kind}/drop", (HttpContext http) => http.Abort());
        app.MapFallback(async http =>
        {
            Seen.Enqueue($"{http.Request.Method} {http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget}");
            http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
            var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            http.Response.Headers.CacheControl = "no-store";
            await http.Response.WriteAsJsonAsync(new
            {
                service = name,
                path = http.Request.Path.Value,
                length = body.Length,
                headers = http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            });
        });
        await app.StartAsync();
        return app;
    }

    // Every service has a Problem schema alike, and a Pool schema of its own that a List of the same words refers to.
    private static JsonObject Document(string name) => JsonNode.Parse($$$"""
        { "openapi": "3.1.1", "servers": [ { "url": "http://127.0.0.1:1/" } ],
          "paths": { "/api/{{{name}}}": { "get": { "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/List" } } } } } } } },
          "components": { "schemas": {
            "Problem": { "type": "object" },
            "Pool": { "title": "{{{name}}}" },
            "List": { "type": "array", "items": { "$ref": "#/components/schemas/Pool" } } } } }
        """)!.AsObject();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _gateway!.DisposeAsync();
        foreach (var service in _services.Values) await service.DisposeAsync();
    }
}

[CollectionDefinition(nameof(EdgeFixture))]
public sealed class EdgeCollection : ICollectionFixture<EdgeFixture>;
