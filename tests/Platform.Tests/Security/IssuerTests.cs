using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Platform.Tests;

/// <summary>Where the issuer's keys are fetched, and over what.</summary>
public sealed class IssuerTests
{
    [Theory]
    [InlineData("https://help.example.org", null)]
    [InlineData("https://help.example.org", "http://identity:8080/.well-known/openid-configuration")]
    [InlineData("http://127.0.0.1:8080", null)]
    public async Task Keys_are_fetched_where_the_settings_say(string address, string? metadata)
    {
        var fetched = await Fetch(address, metadata);
        fetched.ShouldNotBeEmpty();
        fetched.ShouldAllBe(host => host == new Uri(metadata ?? address).Authority);
    }

    [Fact]
    public async Task A_public_issuer_is_not_asked_without_TLS() =>
        await Should.ThrowAsync<InvalidOperationException>(() => Fetch("http://help.example.org", null));

    private static async Task<List<string>> Fetch(string address, string? metadata)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?> { ["Issuer:Address"] = address, ["Issuer:Metadata"] = metadata }
            )
            .Build();
        var answers = new Answers(address);
        var added = new ServiceCollection();
        added.AddLogging();
        added.AddIssuer(configuration);
        added.ConfigureAll<HttpClientFactoryOptions>(options =>
            options.HttpMessageHandlerBuilderActions.Add(client => client.PrimaryHandler = answers)
        );
        await using var services = added.BuildServiceProvider();
        await services
            .GetRequiredService<ConfigurationManager<OpenIdConnectConfiguration>>()
            .GetConfigurationAsync(TestContext.Current.CancellationToken);
        return answers.Asked;
    }

    private sealed class Answers(string issuer) : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            Asked.Add(request.RequestUri!.Authority);
            var said = new JsonObject
            {
                ["issuer"] = issuer,
                ["jwks_uri"] = $"{issuer}/jwks",
                ["keys"] = new JsonArray(),
            };
            return Task.FromResult(
                new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(said.ToJsonString()) }
            );
        }
    }
}
