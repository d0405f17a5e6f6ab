using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReferralNetwork.Launch;

namespace ReferralNetwork.Demo;

/// <summary>Plays each <c>cases.json</c> through the gateway with the demo accounts' own clients, as caseworkers,
/// houses and coordinators would. The steps of a story run in order, the stories in parallel.</summary>
internal sealed partial class DemoCases : IDisposable
{
    private sealed record Plan(JsonObject? Templates, IReadOnlyList<Story> Stories);

    /// <param name="About">Put before the error message when one of its steps is refused.</param>
    private sealed record Story(string About, IReadOnlyList<Step> Steps);

    /// <param name="As">Label of the account that takes the step.</param>
    /// <param name="Keep">Name under which later steps refer to the id in the answer.</param>
    /// <param name="Becomes">Status to wait for: the one that the story's last referral or group shows to its
    /// sender.</param>
    private sealed record Step(string As, string? Post, string? Put, JsonObject? Body, string? Keep, string? Becomes);

    /// <summary>Placeholder in a path: the id of the latest attempt of the story's last referral.</summary>
    private const string LastAttempt = "{asked}";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ApiClient _api;
    private readonly IReadOnlyList<Story> _stories;
    private readonly DemoText _text;
    private readonly ConcurrentDictionary<string, Guid> _ids;
    private readonly Dictionary<string, string> _tokens = [];

    private DemoCases(Uri address, LoadedNetwork demo)
    {
        _api = new ApiClient(address);
        _ids = new(
            demo.Ids.Concat(
                demo.Accounts.Select(account => KeyValuePair.Create(account.Label, account.Organisation.Id))
            )
        );
        var common = DemoFiles.Of<Plan>("cases.json");
        _text = new DemoText(name => _ids[name], common.Templates!);
        _stories = [.. common.Stories, .. DemoFiles.OfKinds<Plan>("cases.json").SelectMany(of => of.File.Stories)];
    }

    public static async Task Load(Uri address, LoadedNetwork demo, CancellationToken ct)
    {
        using var cases = new DemoCases(address, demo);
        foreach (var account in demo.Accounts)
            cases._tokens[account.Label] = await cases._api.Token(account.ClientId, account.ClientSecret, ct);
        await Parallel.ForEachAsync(
            cases._stories,
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ct },
            async (story, turn) => await cases.Play(story, turn)
        );
    }

    private async Task Play(Story story, CancellationToken ct)
    {
        (string Path, string Token)? sent = null;
        try
        {
            foreach (var step in story.Steps)
            {
                var token = _tokens[step.As];
                var written = step.Post ?? step.Put!;
                if (written.Contains(LastAttempt, StringComparison.Ordinal))
                    written = written.Replace(LastAttempt, await AskedLast(sent!.Value, ct), StringComparison.Ordinal);
                var path = InBraces().Replace(written, name => $"{_ids[name.Groups[1].Value]}");
                var answer = await _api.Send(
                    step.Post is null ? HttpMethod.Put : HttpMethod.Post,
                    path,
                    token,
                    _text.Fill(step.Body ?? [])!.AsObject(),
                    ct
                );
                if (step.Keep is { } name)
                    _ids[name] = (Guid)answer["id"]!;
                if (path is "/api/referrals" or "/api/referrals/groups")
                    sent = ($"{path}/{answer["id"]}", token);
                if (step.Becomes is { } status)
                    await WaitForStatus(status, sent!.Value, ct);
            }
        }
        catch (ApiException e)
        {
            throw new ApiException(e.Status, $"{story.About}: {e.Message}");
        }
    }

    private Task WaitForStatus(string status, (string Path, string Token) sent, CancellationToken ct) =>
        PollUntil(sent, answer => (string?)answer["status"] == status, status, ct);

    private async Task<string> AskedLast((string Path, string Token) sent, CancellationToken ct) =>
        (string)
            (await PollUntil(sent, answer => answer["attempts"]!.AsArray().Count > 0, "asked for", ct))[
                "attempts"
            ]!.AsArray()[^1]!["attemptId"]!;

    // Polls, because what a provider service decides reaches the referrer later, as an event.
    private async Task<JsonNode> PollUntil(
        (string Path, string Token) sent,
        Func<JsonNode, bool> isSo,
        string what,
        CancellationToken ct
    )
    {
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            var answer = await _api.Get(sent.Path, sent.Token, ct);
            if (isSo(answer))
                return answer;
            if (Environment.TickCount64 > until)
                throw new TimeoutException($"{sent.Path} is {answer["status"]} and not {what}");
            await Task.Delay(20, ct);
        }
    }

    [GeneratedRegex(@"\{([^}]+)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InBraces();

    public void Dispose() => _api.Dispose();
}
