using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>A body that a write takes as it is, with every member it knows, and what may not be said in it.</summary>
/// <param name="Route">As in the endpoint table, the same for every kind.</param>
/// <param name="Role">One that the endpoint admits.</param>
/// <param name="Text">JSON; <c>$pool</c>, <c>$soon</c> and others as <see cref="Fill"/> has them are filled in.</param>
internal sealed record Example(string Route, string Role, string Text)
{
    /// <summary>What the referral must be for the action to be taken.</summary>
    public string State { get; init; } = Status.Received;

    public string[] Required { get; init; } = [];

    /// <summary>Members whose absence is told by their parent's name.</summary>
    public string[] RequiredOfParent { get; init; } = [];

    /// <summary>Free text and the most characters of it. Every other string is a code, an id or a time.</summary>
    public Dictionary<string, int> FreeText { get; init; } = [];

    /// <summary>Telephone numbers: taken with spaces before and behind, and kept in another form.</summary>
    public string[] Telephones { get; init; } = [];

    /// <summary>Free text of one line.</summary>
    public Dictionary<string, int> Lines { get; init; } = [];

    /// <summary>Further values that are no good, as JSON: numbers out of range, times that do not fit.</summary>
    public Dictionary<string, string[]> Bad { get; init; } = [];

    /// <summary>No body at all is as good as <c>{}</c>.</summary>
    public bool BodyMayBeLeftOut { get; init; }

    /// <summary>Bytes of a body; what is longer gets 413.</summary>
    public int MaxBody { get; init; } = 64 * 1024;

    /// <summary>What the body as it is gets.</summary>
    public int Accepted { get; init; } = 200;

    public bool OfKind => Route.Contains(Endpoint.Kind, StringComparison.Ordinal);

    public JsonObject Body(Scene scene, Guid pool) => JsonNode.Parse(Fill(Text, scene, pool))!.AsObject();

    public static string Fill(string text, Scene scene, Guid pool)
    {
        var now = DateTimeOffset.UtcNow;
        return text.Replace("$pool", pool.ToString(), StringComparison.Ordinal)
            .Replace("$other", Guid.NewGuid().ToString(), StringComparison.Ordinal)
            .Replace("$member", scene.Member.ToString(), StringComparison.Ordinal)
            .Replace("$sent", scene.Sent.ToString(), StringComparison.Ordinal)
            .Replace("$provider", scene.Provider.Id.ToString(), StringComparison.Ordinal)
            .Replace("\"$trade\"", scene.Trade.ToJsonString(), StringComparison.Ordinal)
            .Replace("$kind", scene.Kind, StringComparison.Ordinal)
            .Replace("$agenda", scene.Agenda, StringComparison.Ordinal)
            .Replace("$fund", scene.Fund.ToString(), StringComparison.Ordinal)
            .Replace(
                "$today",
                now.AddHours(7).ToString("yyyy-MM-dd", global::System.Globalization.CultureInfo.InvariantCulture),
                StringComparison.Ordinal
            )
            .Replace("$before", now.AddHours(-3).ToString("O"), StringComparison.Ordinal)
            .Replace("$soon", now.AddHours(3).ToString("O"), StringComparison.Ordinal)
            .Replace("$later", now.AddDays(30).ToString("O"), StringComparison.Ordinal)
            .Replace("$past", now.AddHours(-1).ToString("O"), StringComparison.Ordinal);
    }
}
