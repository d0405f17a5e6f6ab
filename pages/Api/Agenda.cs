using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;
using ReferralNetwork.Pages.Forms;

namespace ReferralNetwork.Pages.Api;

public sealed record AgendaLine(
    Guid Id,
    Guid AttemptId,
    string CaseCode,
    string Code,
    DateTimeOffset At,
    bool Interpreter,
    bool Accompanied
);

public sealed record AgendaView(
    Guid Id,
    string Code,
    DateTimeOffset At,
    bool Interpreter,
    bool Accompanied,
    string? Note,
    DateTimeOffset? EndedAt
);

public sealed record Reminder(Guid ReferralId, DateTimeOffset At, bool Accompanied);

/// <summary>An agenda item as the form sends it.</summary>
/// <param name="Once">Idempotency key of the form: sent twice, it adds one item.</param>
public sealed record DateInput(Guid Once, string? Code, string? At, bool Interpreter, bool Accompanied, string? Note);

/// <summary>The agenda of one attempt, of any kind that has one, for a page that shows the partial
/// <c>_Agenda</c>.</summary>
/// <param name="Open">True where items can be added and ended.</param>
public sealed record Agenda(KindDescriptor Kind, IReadOnlyList<AgendaView> Items, bool Open)
{
    /// <summary>An item that was refused: the form is shown open, as it was filled in.</summary>
    public DateInput? Typed { get; init; }

    public static async Task<Agenda> Of(NetworkApi api, KindDescriptor kind, Guid attempt, string status) =>
        new(
            kind,
            await api.All<AgendaView>($"{Path(kind, attempt)}"),
            status is Status.Accepted or Status.Ready or Status.InProgress
        );

    /// <returns>Key of the message to show, below <c>told.</c> in the texts.</returns>
    public static async Task<string> Add(
        NetworkApi api,
        Clock clock,
        KindDescriptor kind,
        Guid attempt,
        DateInput input
    )
    {
        if (kind.Agenda?.Contains(input.Code) != true || FormDates.ParseDateTime(input.At) is not { } local)
            return "input";
        var answer = await api.Post<JsonObject>(
            Path(kind, attempt),
            new
            {
                code = input.Code,
                at = clock.Instant(local),
                interpreter = input.Interpreter,
                accompanied = input.Accompanied,
                note = FormText.Text(input.Note),
            },
            key: $"{input.Once}"
        );
        return answer.Refusal?.Told ?? "saved";
    }

    /// <returns>Key of the message to show, below <c>told.</c> in the texts.</returns>
    public static async Task<string> End(NetworkApi api, KindDescriptor kind, Guid attempt, Guid item) =>
        (await api.Post<JsonObject>($"{Path(kind, attempt)}/{item}/end", new { })).Refusal?.Told ?? "saved";

    private static string Path(KindDescriptor kind, Guid attempt) => $"/api/{kind.Route}/inbox/{attempt}/agenda";
}
