using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Capacity.Features;

/// <summary>
/// Two words by which a survivor and the house's person recognise each other when they meet: one is said to the house,
/// the other is its answer. The referrer agrees on them with the survivor; the house is told the answer only after it
/// has heard the right code word. Until then no address is released and nobody arrives.
/// </summary>
internal static class CodeWords
{
    /// <summary>Wrong words allowed; after that no word is checked until the referrer has agreed on new ones.</summary>
    private const int MaxWrong = 5;

    public const string Wrong = "wrong-code-word";
    public const string NotHeard = "code-word-unheard";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/attempts/{referralId:guid}/code-word", Agree).For(Roles.Caseworker).InTransaction();
        routes.MapDelete("/attempts/{referralId:guid}/code-word", Drop).For(Roles.Caseworker).InTransaction();
        routes.MapPost("/inbox/{attemptId:guid}/code-word", CheckWord).For(Roles.Intake).InTransaction();
    }

    /// <summary>New words replace the old ones; what was heard before, right or wrong, is forgotten.</summary>
    private static Task<Results<NoContent, Refused>> Agree(
        Guid referralId,
        CodeWordRequest request,
        CapacityDb db,
        AttemptTransitions transitions,
        Sealer sealer,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    ) => Change(referralId, request.CodeWord, request.Answer, db, transitions, sealer, user, clock, ct);

    private static Task<Results<NoContent, Refused>> Drop(
        Guid referralId,
        CapacityDb db,
        AttemptTransitions transitions,
        Sealer sealer,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    ) => Change(referralId, null, null, db, transitions, sealer, user, clock, ct);

    private static async Task<Results<NoContent, Refused>> Change(
        Guid referralId,
        string? codeWord,
        string? answer,
        CapacityDb db,
        AttemptTransitions transitions,
        Sealer sealer,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await ReferrerSide.Current(db, user, referralId, ct) is not { } attempt)
            return Problem.NotFound();
        if (IsNotExpected(attempt) is { } refused)
            return refused;
        attempt.Write(
            sealer,
            attempt.ReadNotes(sealer) with
            {
                CodeWord = codeWord?.Trim(),
                Answer = answer?.Trim(),
                WrongWords = 0,
                Heard = false,
            }
        );
        Publish(attempt, null, transitions, user, await clock.Now(ct));
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<HeardView>, Refused>> CheckWord(
        Guid attemptId,
        HeardRequest request,
        CapacityDb db,
        AttemptTransitions transitions,
        Sealer sealer,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await Inbox.Find(db, user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        if (IsNotExpected(attempt) is { } refused)
            return refused;
        if (await db.Pools.AnyAsync(p => p.Id == attempt.PoolId && p.Suspended, ct))
            return Refuse(
                attempt,
                "The network has suspended this place: nobody is brought there.",
                PoolSuspension.Suspended
            );
        var notes = attempt.ReadNotes(sealer);
        if (notes.CodeWord is not { } codeWord)
            return Refuse(attempt, "No code word was agreed.", "no-code-word");
        if (notes.WrongWords >= MaxWrong)
            return Refuse(attempt, "A wrong code word was said too often: call the referrer.", Wrong);
        var right = Names.Same(codeWord, request.CodeWord!);
        attempt.Write(sealer, notes with { WrongWords = right ? 0 : notes.WrongWords + 1, Heard = right });
        Publish(attempt, right ? null : Wrong, transitions, user, await clock.Now(ct));
        return TypedResults.Ok(new HeardView(right, right ? notes.Answer : null));
    }

    /// <summary>A refusal while an agreed code word has not been heard; null otherwise, also without a
    /// code word.</summary>
    public static Refused? Check(Attempt attempt, Sealer sealer) =>
        attempt.ReadNotes(sealer) is not { CodeWord: not null, Heard: false }
            ? null
            : Refuse(
                attempt,
                "A code word was agreed and the house has not heard it: whoever came may be somebody else.",
                NotHeard
            );

    private static Refused? IsNotExpected(Attempt attempt) =>
        attempt.Status is Status.Accepted or Status.Ready
            ? null
            : Problem.Of(
                StatusCodes.Status409Conflict,
                "A code word is agreed and heard between acceptance and arrival.",
                ("state", attempt.Status)
            );

    private static Refused Refuse(Attempt attempt, string detail, string reason) =>
        Problem.Of(
            StatusCodes.Status409Conflict,
            detail,
            ("state", attempt.Status),
            ("reason", reason),
            ("availableActions", InboxItem.ActionsOf(attempt.Status))
        );

    /// <summary>The state for a desk's next shift: <c>agreed</c>, <c>heard</c>, or <c>locked</c> after too many wrong
    /// words; null where no code word was agreed.</summary>
    public static string? StateOf(Notes notes) =>
        notes.CodeWord is null ? null
        : notes.Heard ? "heard"
        : notes.WrongWords >= MaxWrong ? "locked"
        : "agreed";

    private static void Publish(
        Attempt attempt,
        string? reason,
        AttemptTransitions transitions,
        ClaimsPrincipal user,
        DateTimeOffset now
    )
    {
        (attempt.By, attempt.At) = (user.Subject(), now);
        if (reason is not null || attempt.Reason == Wrong)
            attempt.Reason = reason;
        transitions.PublishOnCommit(attempt);
    }
}

/// <param name="CodeWord">The word that is said to the house.</param>
/// <param name="Answer">The word that the house's person answers.</param>
internal sealed record CodeWordRequest(string? CodeWord, string? Answer);

internal sealed class CodeWordRequestValidator : AbstractValidator<CodeWordRequest>
{
    public CodeWordRequestValidator()
    {
        RuleFor(r => r.CodeWord).RequiredText(100);
        RuleFor(r => r.Answer).RequiredText(100);
        RuleFor(r => r.Answer)
            .Must((r, answer) => answer is null || r.CodeWord is null || !Names.Same(answer, r.CodeWord))
            .WithMessage("must be a different word from codeWord");
    }
}

/// <param name="CodeWord">What was said to the house's person.</param>
internal sealed record HeardRequest(string? CodeWord);

internal sealed class HeardRequestValidator : AbstractValidator<HeardRequest>
{
    public HeardRequestValidator() => RuleFor(r => r.CodeWord).RequiredText(100);
}

/// <param name="Answer">What the house's person answers; null if the code word was wrong.</param>
internal sealed record HeardView(bool Right, string? Answer);
