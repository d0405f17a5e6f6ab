using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Capacity.Features;

/// <summary>
/// What the referring organisation asks the provider's service for directly, since it never leaves it: reason texts,
/// the schedule, and the address for the escort.
/// </summary>
internal static class ReferrerSide
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/attempts/{referralId:guid}", Show).For(Roles.Caseworker);
        routes.MapPost("/attempts/{referralId:guid}/extend", Extend).For(Roles.Caseworker).InTransaction();
        routes.MapPost("/attempts/{referralId:guid}/address", Address).For(Roles.Caseworker).InTransaction();
    }

    private static async Task<Results<Ok<AttemptsView>, Refused>> Show(
        Guid referralId,
        CapacityDb db,
        Sealer sealer,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var attempts = await Own(db, user, referralId)
            .AsNoTracking()
            .OrderBy(a => a.Round)
            .ThenBy(a => a.Ordinal)
            .ToListAsync(ct);
        if (attempts.Count == 0)
            return Problem.NotFound();
        // While nothing is shared she sees what became of the attempt, and nothing of what is planned there.
        if (await db.Referrals.AnyAsync(r => r.Id == referralId && !r.Shared, ct))
            return TypedResults.Ok(new AttemptsView([.. attempts.Select(AttemptView.OfUnshared)]));
        var ids = attempts.Select(a => a.Id).ToList();
        var releases = await db.AddressReleases.AsNoTracking().Where(r => ids.Contains(r.AttemptId)).ToListAsync(ct);
        // Of a house that is suspended or closed too: whoever is on the way there must be able to ring it.
        var pools = attempts.Select(a => a.PoolId).ToList();
        var phones = await (
            from pool in db.Pools
            join site in db.Sites on pool.SiteId equals site.Id
            where pools.Contains(pool.Id)
            select new { pool.Id, site.IntakeContact }
        ).ToDictionaryAsync(row => row.Id, row => row.IntakeContact, ct);
        return TypedResults.Ok(
            new AttemptsView([
                .. attempts.Select(a =>
                    AttemptView.Of(
                        a,
                        a.ReadNotes(sealer),
                        releases.Where(r => r.AttemptId == a.Id),
                        sealer,
                        AddressRelease.EscortPurpose
                    ) with
                    {
                        IntakeContact = phones.GetValueOrDefault(a.PoolId),
                    }
                ),
            ])
        );
    }

    private static async Task<Results<Ok<AttemptView>, Refused>> Extend(
        Guid referralId,
        ExtendRequest request,
        CapacityDb db,
        Moves moves,
        ClaimsPrincipal user,
        DatabaseClock clock,
        Sealer sealer,
        CancellationToken ct
    )
    {
        if (await Current(db, user, referralId, ct) is not { } attempt)
            return Problem.NotFound();
        attempt.By = user.Subject();
        return Extension.Apply(attempt, request, moves, await clock.Now(ct)) is { } refused
            ? refused
            : TypedResults.Ok(
                AttemptView.Of(attempt, attempt.ReadNotes(sealer), [], sealer, AddressRelease.EscortPurpose)
            );
    }

    private static async Task<Results<Ok<AddressView>, Refused>> Address(
        Guid referralId,
        AddressRequest request,
        CapacityDb db,
        Sealer sealer,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await Current(db, user, referralId, ct) is not { } attempt)
            return Problem.NotFound();
        if (attempt.Status is not (Status.Accepted or Status.Ready))
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "The address is released between acceptance and arrival.",
                ("state", attempt.Status)
            );
        if (Passwords.Check(attempt, sealer) is { } unheard)
            return unheard;
        var escort = request.Escort!.Trim();
        if (attempt.ReadNotes(sealer).Escort is { Length: > 0 } named && !Names.Same(named.Trim(), escort))
            return Problem.Of(
                StatusCodes.Status422UnprocessableEntity,
                "The provider expects another escort: agree on one with them first."
            );

        if (await Cleared.Of(db, referralId, attempt.Round, attempt.PoolId, ct) is not { } cleared)
            return await Refuse(db, attempt, ct);
        var now = await clock.Now(ct);
        var id = Guid.CreateVersion7(now);
        db.Add(
            new AddressRelease
            {
                Id = id,
                AttemptId = attempt.Id,
                By = user.Subject(),
                SealedEscort = sealer.Seal(AddressRelease.EscortPurpose, id, escort),
                At = now,
            }
        );
        return TypedResults.Ok(AddressView.Of(cleared, sealer));
    }

    private static async Task<Refused> Refuse(CapacityDb db, Attempt attempt, CancellationToken ct) =>
        await db.Referrals.AnyAsync(r => r.Id == attempt.ReferralId && !r.Shared, ct)
            ? Problem.Of(
                StatusCodes.Status409Conflict,
                "Her consent is contested: the place stands, and nothing is told until that is settled.",
                ("state", attempt.Status),
                ("reason", "consent-contested")
            )
            : Problem.Of(
                StatusCodes.Status409Conflict,
                "The network has suspended this place, or she is not referred there any more: bring nobody there.",
                ("state", attempt.Status),
                ("reason", Standing.Suspended)
            );

    private static IQueryable<Attempt> Own(CapacityDb db, ClaimsPrincipal user, Guid referralId) =>
        Visible.ToReferrer(db, user, referralId);

    /// <summary>The attempt that the referral is at.</summary>
    public static async Task<Attempt?> Current(
        CapacityDb db,
        ClaimsPrincipal user,
        Guid referralId,
        CancellationToken ct
    ) =>
        (await Own(db, user, referralId).ToListAsync(ct))
            .OrderByDescending(a => Status.Live.Contains(a.Status))
            .ThenByDescending(a => a.Round)
            .ThenByDescending(a => a.Ordinal)
            .FirstOrDefault();
}

/// <param name="Escort">Who will bring her; the one the provider named, where it named one.</param>
internal sealed record AddressRequest(string? Escort);

internal sealed class AddressRequestValidator : AbstractValidator<AddressRequest>
{
    public AddressRequestValidator() => RuleFor(r => r.Escort).RequiredText(200);
}

internal sealed record AddressView(string? Address, string? IntakeContact)
{
    public static AddressView Of(Cleared cleared, Sealer sealer) =>
        new(cleared.Site.Address(sealer), cleared.Site.IntakeContact);
}

internal sealed record AttemptsView(IReadOnlyList<AttemptView> Items);

/// <summary>An attempt as its referrer sees it at the provider's service.</summary>
/// <param name="AttemptId">What the house's system knows it by.</param>
/// <param name="CaseCode">The attempt's own: what both sides say on the telephone.</param>
internal sealed record AttemptView(
    Guid AttemptId,
    Guid PoolId,
    Guid OrganisationId,
    string CaseCode,
    string Status,
    string BusinessStatus,
    string? Reason,
    string? Text,
    DateTimeOffset? ScheduledAt,
    string? MeetingPoint,
    string? Escort,
    DateTimeOffset? ArrivalDueAt,
    DateTimeOffset? ExpectedEndAt,
    string? Onward,
    IReadOnlyList<ReleaseView> AddressReleases
)
{
    public string? IntakeContact { get; init; }

    /// <summary>As it was agreed with the survivor, and what the house's person answers; null where none was.</summary>
    public string? Password { get; init; }
    public string? Answer { get; init; }

    /// <summary>The house has heard the password.</summary>
    public bool PasswordHeard { get; init; }

    /// <summary>A wrong one was said too often: none is looked at until new words are agreed.</summary>
    public bool PasswordLocked { get; init; }

    public static AttemptView OfUnshared(Attempt a) =>
        new(
            a.Id,
            a.PoolId,
            a.OrganisationId,
            a.CaseCode,
            a.Status,
            a.BusinessStatus,
            a.Reason,
            null,
            null,
            null,
            null,
            a.ArrivalDueAt,
            null,
            null,
            []
        );

    public static AttemptView Of(
        Attempt a,
        Notes notes,
        IEnumerable<AddressRelease> releases,
        Sealer sealer,
        string purpose
    ) =>
        new(
            a.Id,
            a.PoolId,
            a.OrganisationId,
            a.CaseCode,
            a.Status,
            a.BusinessStatus,
            a.Reason,
            notes.Text,
            a.ScheduledAt,
            notes.MeetingPoint,
            notes.Escort,
            a.ArrivalDueAt,
            a.ExpectedEndAt,
            a.Onward,
            [.. releases.Select(r => new ReleaseView(r.At, r.By, sealer.Open<string>(purpose, r.Id, r.SealedEscort)))]
        )
        {
            Password = notes.Password,
            Answer = notes.Answer,
            PasswordHeard = notes.Heard,
            PasswordLocked = Passwords.StateOf(notes) == "locked",
        };
}

internal sealed record ReleaseView(DateTimeOffset At, string By, string Escort);
