using System.Security.Claims;
using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Capacity.Features;

/// <summary>What adding, editing and ending an agenda item share. Only for a kind that has an agenda.</summary>
internal static class AgendaItems
{
    private static readonly TimeSpan MaxAhead = TimeSpan.FromDays(3650);

    public static Refused? Check(AgendaRequest request, Attempt attempt, DateTimeOffset now)
    {
        if (attempt.Status is not (Status.Accepted or Status.Ready or Status.InProgress))
            return KindLedger.Refuse(attempt, $"A referral that is {attempt.Status} takes no dates.");
        return request.At < now.AddDays(-1) || request.At > now + MaxAhead
            ? Problem.Field("at", "is from now to ten years ahead")
            : null;
    }

    public static void Write(AgendaItem item, AgendaRequest request, Sealer sealer)
    {
        (item.At, item.Interpreter, item.Accompanied) = (
            request.At!.Value,
            request.Interpreter ?? false,
            request.Accompanied ?? false
        );
        item.SealedNote = VisibleText.IsBlank(request.Note)
            ? null
            : sealer.Seal(AgendaItem.NotePurpose, item.Id, request.Note);
    }

    public static AgendaView View(AgendaItem i, Sealer sealer) =>
        new(
            i.Id,
            i.Code,
            i.At,
            i.Interpreter,
            i.Accompanied,
            i.SealedNote is null ? null : sealer.Open<string>(AgendaItem.NotePurpose, i.Id, i.SealedNote),
            i.EndedAt,
            i.Version
        );

    public static async Task<(Attempt, AgendaItem)?> Find(
        CapacityDb db,
        ClaimsPrincipal user,
        Guid attemptId,
        Guid id,
        CancellationToken ct
    ) =>
        await Inbox.Find(db, user, attemptId, ct) is { } attempt
        && await db.Agenda.SingleOrDefaultAsync(i => i.Id == id && i.AttemptId == attempt.Id, ct) is { } item
            ? (attempt, item)
            : null;
}

/// <param name="Code">One of the kind's agenda codes.</param>
/// <param name="Note">Where it is and what to bring. Sealed.</param>
internal sealed record AgendaRequest(
    string? Code,
    DateTimeOffset? At,
    bool? Interpreter,
    bool? Accompanied,
    string? Note
);

internal sealed class AgendaRequestValidator : AbstractValidator<AgendaRequest>
{
    public AgendaRequestValidator(KindDescriptor kind)
    {
        RuleFor(r => r.Code).RequiredOneOf(kind.Agenda ?? []);
        RuleFor(r => r.At).NotNull().WithMessage("is required");
        RuleFor(r => r.Note).Text(1000);
    }
}

internal sealed record AgendaView(
    Guid Id,
    string Code,
    DateTimeOffset At,
    bool Interpreter,
    bool Accompanied,
    string? Note,
    DateTimeOffset? EndedAt,
    [property: JsonIgnore] int Version
) : IResource
{
    [JsonPropertyName("etag")]
    public string ETag => $"\"{Version}\"";
}
