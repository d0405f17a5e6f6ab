using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;
using static ReferralNetwork.System.Tests.Making;

namespace ReferralNetwork.System.Tests.Distributed;

/// <summary>A chain of custody that is written by two processes at once.</summary>
[Collection(nameof(TwoOfEach))]
public sealed class CustodyTests(TwoOfEach network)
{
    [Fact]
    public async Task Whoever_got_a_document_at_either_process_stands_in_its_chain_once_and_nobody_else_does()
    {
        var (one, two) = (
            network.As("medical-1", network.ReplicasOf("medical")[0]),
            network.As("medical-1", network.ReplicasOf("medical")[1])
        );
        var at = $"/api/medical/inbox/{await Accepted(one)}";
        var document = (string)
            (
                await Made(
                    one,
                    $"{at}/documents",
                    new JsonObject
                    {
                        ["code"] = "forensic-report",
                        ["mediaType"] = "application/pdf",
                        ["content"] = "JVBERi0xLjQ=",
                    }
                )
            )["id"]!;

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 24)
                .Select(async i =>
                {
                    using var answer = await (i % 2 == 0 ? one : two).PostAsync(
                        $"{at}/documents/{document}/open",
                        null
                    );
                    // Whoever lost each time is told so, and has got nothing.
                    ((int)answer.StatusCode).ShouldBeOneOf(200, 409);
                    return answer.IsSuccessStatusCode
                        ? (int?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["link"]!
                        : null;
                })
        );

        var given = answers.OfType<int>().Order().ToList();
        given.ShouldBe(Enumerable.Range(2, given.Count));
        given.Count.ShouldBeGreaterThan(1);
        var custody = (await two.GetFromJsonAsync<JsonObject>($"{at}/documents/{document}/custody"))!;
        ((bool)custody["intact"]!).ShouldBeTrue();
        custody["links"]!.AsArray().Select(link => (int)link!["seq"]!).ShouldBe(Enumerable.Range(1, given.Count + 1));
    }

    private async Task<Guid> Accepted(HttpClient clinic)
    {
        var body = Given.Pool(3);
        body["trade"] = new JsonObject { ["services"] = new JsonArray("forensic") };
        var site = await Made(clinic, "/api/medical/sites", Given.Site("Clinic of a test"));
        var pool = (Guid)(await Made(clinic, $"/api/medical/sites/{(string)site["id"]!}/pools", body))["id"]!;
        var caseworker = network.As("ngo-1");
        foreach (var replica in network.ReplicasOf("referrals"))
            await Eventually.IsSo(
                async () =>
                    (await network.As("ngo-1", replica).GetAsync($"/api/availability/{pool}")).IsSuccessStatusCode,
                $"{replica} shows the pool"
            );
        var id = (Guid)
            (
                await (
                    await caseworker.PostAsJsonAsync("/api/referrals", Given.Referral("medical", [pool], "emergency"))
                ).Content.ReadFromJsonAsync<JsonObject>()
            )!["id"]!;
        var attempt = await Attempts.LastOf(caseworker, id);
        (
            await clinic.PostAsJsonAsync($"/api/medical/inbox/{attempt}/actions/accept", new { })
        ).EnsureSuccessStatusCode();
        return attempt;
    }
}
