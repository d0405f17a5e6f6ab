using System.Security.Claims;
using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>
/// The referrer calls those who help her to a conference. Named can be who has accepted her and whom her consent covers; its note is
/// sealed under her key and goes with her consent.
/// </summary>
internal static class Conferences
{
    public static void Map(IEndpointRouteBuilder routes, IEndpointRouteBuilder referrals)
    {
        referrals.MapPost("/{id:guid}/conferences", Call).For(Roles.Caseworker).Creates(Reload);
        var conferences = routes.MapGroup("/api/conferences").WithTags("conferences");
        ReadConferences.Map(conferences);
        conferences.MapPut("/{conferenceId:guid}", Change).For(Roles.Caseworker).InTransaction();
        conferences.MapPost("/{conferenceId:guid}/cancel", Cancel).For(Roles.Caseworker).InTransaction();
    }

    private static async Task<Results<Created<ConferenceView>, Refused>> Call(
        Guid id,
        ConferenceRequest request,
        ReferralsDb db,
        Sealer sealer,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (
            await ReferralView.Own(db, user).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct)
            is not { } referral
        )
            return Problem.NotFound();
        var now = await clock.Now(ct);
        if (await Shared(db, sealer, referral, user, now, ct) is not { } shared)
            return NotShared();
        var helpers = (
            await db.Attempts.AsNoTracking().Where(a => a.ReferralId == id && a.Round == referral.Round).ToListAsync(ct)
        )
            .Where(a => Status.Helping.Contains(a.Status) && ConsentRules.Covers(shared.Consent, a.OrganisationId))
            .DistinctBy(a => a.OrganisationId)
            .ToDictionary(a => a.OrganisationId, a => a.OrganisationName);
        if (request.Organisations!.Any(organisation => !helpers.ContainsKey(organisation)))
            return Problem.Field(
                "organisations",
                "holds one that has not accepted her, or that her consent does not cover"
            );

        var conference = new Conference
        {
            Id = Guid.CreateVersion7(now),
            ReferralId = id,
            OrganisationId = referral.OrganisationId,
            OrganisationName = referral.OrganisationName,
            At = request.At!.Value,
            SealedNote = request.Note is null ? null : sealer.Seal(shared.Key.Wrapped, id, request.Note),
        };
        conference.Members.AddRange(
            request.Organisations!.Select(organisation => new ConferenceMember
            {
                ConferenceId = conference.Id,
                OrganisationId = organisation,
                OrganisationName = helpers[organisation],
            })
        );
        db.Add(conference);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/conferences/{conference.Id}", ConferenceView.Of(conference, request.Note));
    }

    private static async Task<Results<Ok<ConferenceView>, Refused>> Change(
        Guid conferenceId,
        ChangeConferenceRequest request,
        ReferralsDb db,
        Sealer sealer,
        DatabaseClock clock,
        ClaimsPrincipal user,
        HttpContext http,
        CancellationToken ct
    )
    {
        if (await OwnOpen(db, user, conferenceId, ct) is not { } conference)
            return Problem.NotFound();
        if (Preconditions.Check(http, ConferenceView.Of(conference, null)) is { } refused)
            return refused;
        var referral = await db.Referrals.AsNoTracking().SingleAsync(r => r.Id == conference.ReferralId, ct);
        if (await Shared(db, sealer, referral, user, await clock.Now(ct), ct) is not { } shared)
            return NotShared();
        (conference.At, conference.Version) = (request.At!.Value, conference.Version + 1);
        conference.SealedNote = request.Note is null
            ? null
            : sealer.Seal(shared.Key.Wrapped, conference.ReferralId, request.Note);
        await db.SaveChangesAsync(ct);
        return Preconditions.Ok(http, ConferenceView.Of(conference, request.Note));
    }

    private static async Task<Results<NoContent, Refused>> Cancel(
        Guid conferenceId,
        ReferralsDb db,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (await OwnOpen(db, user, conferenceId, ct) is not { } conference)
            return Problem.NotFound();
        (conference.CancelledAt, conference.Version) = (await clock.Now(ct), conference.Version + 1);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct)
    {
        var db = http.RequestServices.GetRequiredService<ReferralsDb>();
        // Whoever called it may own it no more when it sends the same again, or may be barred.
        return
            await Own(db, http.User).AsNoTracking().Include(c => c.Members).SingleOrDefaultAsync(c => c.Id == id, ct)
                is { } conference
            ? ConferenceView.Of(
                conference,
                await ReadConferences.NoteOf(db, http.RequestServices.GetRequiredService<Sealer>(), conference, ct)
            )
            : null;
    }

    private static Task<Conference?> OwnOpen(ReferralsDb db, ClaimsPrincipal user, Guid id, CancellationToken ct) =>
        Own(db, user).Include(c => c.Members).SingleOrDefaultAsync(c => c.Id == id && c.CancelledAt == null, ct);

    private static IQueryable<Conference> Own(ReferralsDb db, ClaimsPrincipal user)
    {
        var (organisation, referrals) = (user.Organisation(), Visible.Referrals(db, user));
        return db.Conferences.Where(c => c.OrganisationId == organisation && referrals.Any(r => r.Id == c.ReferralId));
    }

    /// <returns>Null where nothing may be shared any more.</returns>
    private static async Task<Cleared?> Shared(
        ReferralsDb db,
        Sealer sealer,
        Referral referral,
        ClaimsPrincipal user,
        DateTimeOffset now,
        CancellationToken ct
    ) => (await Cleared.Of(db, sealer, [referral], user.Organisation(), user.Subject(), now, ct)).SingleOrDefault();

    private static Refused NotShared() => Problem.Of(StatusCodes.Status409Conflict, "Her consent is no longer active.");
}

/// <param name="Organisations">1 to 10, each once.</param>
/// <param name="Note">What is to be spoken of.</param>
internal sealed record ConferenceRequest(DateTimeOffset? At, IReadOnlyList<Guid>? Organisations, string? Note);

/// <param name="Note">In place of the one before: what was agreed, afterwards.</param>
internal sealed record ChangeConferenceRequest(DateTimeOffset? At, string? Note);

internal sealed class ConferenceRequestValidator : AbstractValidator<ConferenceRequest>
{
    public ConferenceRequestValidator(TimeProvider time)
    {
        RuleFor(r => r.At).Near(time);
        RuleFor(r => r.Organisations)
            .Must(all => all is { Count: > 0 and <= 10 } && all.Distinct().Count() == all.Count)
            .WithMessage("is required: 1 to 10 ids, each once");
        RuleFor(r => r.Note).Text(4000);
    }
}

internal sealed class ChangeConferenceRequestValidator : AbstractValidator<ChangeConferenceRequest>
{
    public ChangeConferenceRequestValidator(TimeProvider time)
    {
        RuleFor(r => r.At).Near(time);
        RuleFor(r => r.Note).Text(4000);
    }
}

internal static class ConferenceRules
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(366);

    /// <summary>One that was held can be written down afterwards.</summary>
    public static void Near<T>(this IRuleBuilder<T, DateTimeOffset?> at, TimeProvider time) =>
        at.NotNull()
            .WithMessage("is required")
            .Must(when => when is null || (when - time.GetUtcNow()).Value.Duration() < Year)
            .WithMessage("is within a year from now");
}

/// <param name="Note">Null in a list.</param>
internal sealed record ConferenceView(
    Guid Id,
    Guid ReferralId,
    Party CalledBy,
    DateTimeOffset At,
    IReadOnlyList<Party> Organisations,
    string? Note,
    DateTimeOffset? CancelledAt,
    [property: JsonIgnore] int Version
) : IResource
{
    public static ConferenceView Of(Conference c, string? note) =>
        new(
            c.Id,
            c.ReferralId,
            new(c.OrganisationId, c.OrganisationName),
            c.At,
            [
                .. c
                    .Members.OrderBy(m => m.OrganisationName, StringComparer.Ordinal)
                    .Select(m => new Party(m.OrganisationId, m.OrganisationName)),
            ],
            note,
            c.CancelledAt,
            c.Version
        );
}
