using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;
using ReferralNetwork.Pages;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Api;

internal sealed record AgendaLine(
    Guid Id,
    Guid AttemptId,
    string CaseCode,
    string Code,
    DateTimeOffset At,
    bool Interpreter,
    bool Accompanied,
    Guid? AssignedTo
);

internal sealed record AgendaView(
    Guid Id,
    string Code,
    DateTimeOffset At,
    bool Interpreter,
    bool Accompanied,
    string? Note,
    DateTimeOffset? EndedAt
);

internal sealed record ReminderView(Guid ReferralId, DateTimeOffset At, bool Accompanied);

/// <summary>A date as the form sends it.</summary>
/// <param name="Once">Of the form: sent twice, it is one date.</param>
internal sealed record DateInput(Guid Once, string? Code, string? At, bool Interpreter, bool Accompanied, string? Note);

/// <summary>What happens at an hour, for one request of any kind that lists dates: for a page that shows <c>_Agenda</c>.</summary>
/// <param name="Open">Dates can be added and ended.</param>
internal sealed record Agenda(Kind Kind, IReadOnlyList<AgendaView> Items, bool Open)
{
    /// <summary>A date that was not taken: the form stands open, as it was filled in.</summary>
    public DateInput? Typed { get; init; }

    public static async Task<Agenda> Of(NetworkApi api, Kind kind, Guid attempt, string status) =>
        new(
            kind,
            await api.All<AgendaView>($"{Path(kind, attempt)}"),
            status is Status.Accepted or Status.Ready or Status.InProgress
        );

    /// <returns>The key under <c>told</c> of what became of it.</returns>
    public static async Task<string> Add(NetworkApi api, Clock clock, Kind kind, Guid attempt, DateInput input)
    {
        if (!kind.Dates.Contains(input.Code) || Hours.Read(input.At) is not { } local)
            return "input";
        var answer = await api.Post<JsonObject>(
            Path(kind, attempt),
            new
            {
                code = input.Code,
                at = clock.Instant(local),
                interpreter = input.Interpreter,
                accompanied = input.Accompanied,
                note = Given.Text(input.Note),
            },
            key: $"{input.Once}"
        );
        return answer.Refusal?.Told ?? "saved";
    }

    /// <returns>The key under <c>told</c> of what became of it.</returns>
    public static async Task<string> End(NetworkApi api, Kind kind, Guid attempt, Guid item) =>
        (await api.Post<JsonObject>($"{Path(kind, attempt)}/{item}/end", new { })).Refusal?.Told ?? "saved";

    private static string Path(Kind kind, Guid attempt) => $"/api/{kind.Route}/inbox/{attempt}/agenda";
}
