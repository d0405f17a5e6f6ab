namespace ReferralNetwork.Platform.Tests;

/// <summary>How many streams one caller keeps open.</summary>
public sealed class StreamTests(HostedNotes notes) : IClassFixture<HostedNotes>
{
    private readonly Host _notes = notes.Host;

    [Fact]
    public async Task One_more_than_twenty_is_refused_until_one_has_ended_and_nobody_else_is()
    {
        var (token, other) = (Of("person-a"), Of("person-b"));
        var open = new List<HttpResponseMessage>();
        for (var i = 0; i < 20; i++)
            open.Add(await _notes.Open("/notes/stream", token));
        open.ShouldAllBe(stream => (int)stream.StatusCode == 200);

        var refused = await _notes.Get("/notes/stream", token);
        refused.Status.ShouldBe(429);
        refused.Text.ShouldContain("Close one first");
        using (var elsewhere = await _notes.Open("/notes/stream", other))
            ((int)elsewhere.StatusCode).ShouldBe(200);

        open[0].Dispose();
        await Eventually.IsSo(
            async () =>
            {
                using var again = await _notes.Open("/notes/stream", token);
                return (int)again.StatusCode == 200;
            },
            "another may be opened"
        );
        open.ForEach(stream => stream.Dispose());
    }

    // A stream ends with its token, by the clock of the tests.
    private static string Of(string subject) =>
        TestTokens.Make(claims => claims["sub"] = subject, expires: TestTokens.Now.AddYears(20));
}
