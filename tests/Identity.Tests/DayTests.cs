using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Time.Testing;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

/// <summary>A day begins at the network's midnight.</summary>
public sealed class DayTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private IdentityHost _host = null!;
    private Guid _partner;
    private string _coordinator = "";

    public async ValueTask InitializeAsync()
    {
        _host = await Start(_clock);
        var first = await _host.SetUp();
        _partner = await _host.AddOrganisation(first, "Partner");
        _coordinator = await _host.Token(await _host.AddClient(first, first.Organisation, "coordinator"));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task At_three_past_midnight_it_is_the_new_day_and_a_minute_before_midnight_the_old_one()
    {
        var local = _clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7));
        var midnight = new DateTimeOffset(local.Date, local.Offset).AddDays(1);
        var (old, young) = (Day(midnight.AddDays(-1)), Day(midnight));

        _clock.AdjustTime(midnight.AddMinutes(-1));
        (await Record(young)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Record(old)).StatusCode.ShouldBe(HttpStatusCode.Created);
        _clock.Advance(TimeSpan.FromMinutes(4));
        (await Record(young)).StatusCode.ShouldBe(HttpStatusCode.Created);
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await Post("suspend", new { note = "a visit" })).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await Read(await _host.GetWith(_coordinator, $"/api/organisations/{_partner}/records"), HttpStatusCode.OK))
            .GetProperty("items")
            .EnumerateArray()
            .Select(record => (record.Text("kind"), record.Text("on")))
            .ShouldBe([("conduct", old), ("conduct", young), ("suspended", young)]);
    }

    private Task<HttpResponseMessage> Record(string day) =>
        Post(
            "records",
            new
            {
                kind = "conduct",
                on = day,
                note = "all of them",
            }
        );

    private Task<HttpResponseMessage> Post(string what, object body) =>
        _host.Send(HttpMethod.Post, _coordinator, $"/api/organisations/{_partner}/{what}", JsonContent.Create(body));

    private static string Day(DateTimeOffset at) => FormattableString.Invariant($"{at:yyyy-MM-dd}");
}
