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
using ReferralNetwork.Referrals.Domain.Keeping;

namespace ReferralNetwork.Referrals.Features;

/// <summary>
/// A survivor's referrals go from one owner to another: offered with her consent, accepted by the other. The new owner takes
/// clocks, alerts and follow-ups; the old one keeps its history (<see cref="FormerReferrals"/>).
/// </summary>
internal static class OwnerOffers
{
    private static readonly TimeSpan Open = TimeSpan.FromDays(7);

    public static void Map(IEndpointRouteBuilder routes, IEndpointRouteBuilder referrals)
    {
        referrals.MapPost("/{id:guid}/owner-offer", Offer).For(Roles.Caseworker).Creates(Reload);
        var offers = routes.MapGroup("/api/owner-offers").WithTags("referrals");
        offers.MapGet("/", List).For(Roles.Caseworker);
        offers.MapPost("/{offerId:guid}/accept", Accept).For(Roles.Caseworker).InTransaction();
        offers.MapPost("/{offerId:guid}/decline", Decline).For(Roles.Caseworker).InTransaction();
        offers.MapDelete("/{offerId:guid}", TakeBack).For(Roles.Caseworker).InTransaction();
    }

    private static async Task<Results<Created<OwnerOfferView>, Refused>> Offer(
        Guid id,
        OwnerOfferRequest request,
        ReferralsDb db,
        Sealer sealer,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (await ReferralView.Own(db, user).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } referral)
            return Problem.NotFound();
        var (now, to) = (await clock.Now(ct), request.Organisation!.Id!.Value);
        if (to == referral.OrganisationId)
            return Problem.Field("organisation.id", "is your own");
        if (
            await db.Organisations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == to && !o.Suspended, ct)
            is not { } next
        )
            return Problem.Field("organisation.id", "is no partner that can take it now");
        var all = await Case(db, referral, ct);
        var ids = all.ConvertAll(one => one.Id);
        if ((await Keys.Nevers(db, sealer, ids, ct)).Values.Any(never => never.Organisations?.Contains(to) == true))
            return Problem.Of(
                StatusCodes.Status422UnprocessableEntity,
                "The organisation is on the never list.",
                ("rule", "never"),
                ("field", "organisation.id")
            );
        if (await Whole(db, sealer, all, to, user, now, ct) is not { } cleared)
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "Her consent is no longer active, or a referral of the case is withdrawn.",
                ("reason", "not-cleared")
            );
        if (
            await db.OwnerOffers.AnyAsync(
                o => ids.Contains(o.ReferralId) && o.AnsweredAt == null && o.ExpiresAt > now,
                ct
            )
        )
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "It is offered to somebody already: take that back first.",
                ("reason", "offered")
            );
        var offer = new OwnerOffer
        {
            Id = Guid.CreateVersion7(now),
            ReferralId = id,
            FromId = referral.OrganisationId,
            FromName = referral.OrganisationName,
            ToId = to,
            ToName = next.Name,
            At = now,
            ExpiresAt = now + Open,
            By = user.Subject(),
            How = request.How!,
            Language = request.Language!,
        };
        if (request.Note is not null)
            offer.SealedNote = sealer.Seal(KeyOf(cleared, id), id, request.Note);
        db.Add(offer);
        return TypedResults.Created("/api/owner-offers", OwnerOfferView.Of(offer, referral, user));
    }

    private static async Task<Ok<WorkList<OwnerOfferView>>> List(
        ReferralsDb db,
        Sealer sealer,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var now = await clock.Now(ct);
        var rows = await (
            from offer in Visible.OpenOffers(db, user).AsNoTracking()
            where offer.ExpiresAt > now
            join referral in db.Referrals on offer.ReferralId equals referral.Id
            orderby offer.At, offer.Id
            select new { offer, referral }
        )
            .Take(Page.OneMore)
            .ToListAsync(ct);
        var cases = rows.ConvertAll(row => row.referral.CaseId);
        var others = await db
            .Referrals.AsNoTracking()
            .Where(r => r.CaseId != null && cases.Contains(r.CaseId))
            .ToListAsync(ct);
        var open = new List<OwnerOfferView>();
        foreach (
            var to in rows.Where(row => row.referral.OrganisationId == row.offer.FromId).GroupBy(row => row.offer.ToId)
        )
        {
            var of = to.ToDictionary(
                row => row.offer.Id,
                row =>
                    others
                        .FindAll(r =>
                            r.CaseId == row.referral.CaseId
                            && r.OrganisationId == row.offer.FromId
                            && r.Id != row.referral.Id
                        )
                        .Append(row.referral)
                        .ToList()
            );
            var cleared = (
                await Cleared.Of(
                    db,
                    sealer,
                    [.. of.Values.SelectMany(all => all).DistinctBy(r => r.Id)],
                    to.Key,
                    user.Subject(),
                    now,
                    ct
                )
            )
                .Select(one => one.Referral.Id)
                .ToHashSet();
            open.AddRange(
                to.Where(row => of[row.offer.Id].TrueForAll(r => cleared.Contains(r.Id)))
                    .Select(row => OwnerOfferView.Of(row.offer, row.referral, user))
            );
        }
        return TypedResults.Ok(
            new WorkList<OwnerOfferView>(
                [.. open.OrderBy(offer => offer.At).ThenBy(offer => offer.Id)],
                rows.Count > Page.Longest
            )
        );
    }

    /// <summary>All of the case is the new owner's in one transaction; the provider services are told.</summary>
    private static async Task<Results<Ok<OwnerTakenView>, Refused>> Accept(
        Guid offerId,
        ReferralsDb db,
        Sealer sealer,
        DatabaseClock clock,
        Allowances allowances,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var now = await clock.Now(ct);
        if (await Waiting(db, offerId, user, now, ct) is not { } offer)
            return Problem.NotFound();
        var first = await db.Referrals.SingleAsync(r => r.Id == offer.ReferralId, ct);
        if (first.OrganisationId != offer.FromId)
            return Problem.NotFound();
        var organisation = user.Organisation();
        if (await Whole(db, sealer, await Case(db, first, ct), organisation, user, now, ct) is not { } cleared)
            return Problem.NotFound();
        var (full, allowed) = await allowances.Ask(
            cleared.Sum(one =>
                one.Referral is { IncidentId: null } own && Ways.OfStatus.ContainsKey(own.Status) ? own.Places : 0
            ),
            first.Kind,
            null,
            ct
        );
        if (full is not null)
            return full;
        (offer.AnsweredAt, offer.Accepted) = (now, true);
        var ids = cleared.ConvertAll(one => one.Referral.Id);
        await db
            .Alerts.Where(a => ids.Contains(a.ReferralId))
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.OrganisationId, organisation), ct);
        await db
            .FollowUps.Where(f => ids.Contains(f.ReferralId))
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.OrganisationId, organisation), ct);
        await db
            .Conferences.Where(c => ids.Contains(c.ReferralId))
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(c => c.OrganisationId, organisation)
                        .SetProperty(c => c.OrganisationName, user.OrganisationName()),
                ct
            );
        foreach (var referral in cleared.Select(one => one.Referral))
        {
            db.Add(
                new FormerOwner
                {
                    Id = Guid.CreateVersion7(now),
                    ReferralId = referral.Id,
                    OrganisationId = offer.FromId,
                    NextName = user.OrganisationName(),
                    Until = now,
                }
            );
            Rounds.HandTo(db, referral, new(organisation, user.OrganisationName()), allowed!, now);
        }
        var note = offer.SealedNote is null
            ? null
            : sealer.Open<string>(KeyOf(cleared, first.Id), first.Id, offer.SealedNote);
        offer.SealedNote = null;
        return TypedResults.Ok(new OwnerTakenView(first.Id, note));
    }

    private static async Task<Results<NoContent, Refused>> Decline(
        Guid offerId,
        ReferralsDb db,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var now = await clock.Now(ct);
        if (await Waiting(db, offerId, user, now, ct) is not { } offer)
            return Problem.NotFound();
        (offer.AnsweredAt, offer.Accepted, offer.SealedNote) = (now, false, null);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, Refused>> TakeBack(
        Guid offerId,
        ReferralsDb db,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var organisation = user.Organisation();
        if (
            await Visible
                .OpenOffers(db, user)
                .SingleOrDefaultAsync(o => o.Id == offerId && o.FromId == organisation, ct)
            is not { } offer
        )
            return Problem.NotFound();
        (offer.AnsweredAt, offer.SealedNote) = (await clock.Now(ct), null);
        return TypedResults.NoContent();
    }

    /// <returns>Each referral of the case, cleared for this organisation; null where one of them is not.</returns>
    private static async Task<List<Cleared>?> Whole(
        ReferralsDb db,
        Sealer sealer,
        List<Referral> all,
        Guid organisation,
        ClaimsPrincipal user,
        DateTimeOffset now,
        CancellationToken ct
    ) =>
        await Cleared.Of(db, sealer, all, organisation, user.Subject(), now, ct) is var cleared
        && cleared.Count == all.Count
            ? cleared
            : null;

    private static WrappedKey KeyOf(List<Cleared> cleared, Guid referral) =>
        cleared.Single(one => one.Referral.Id == referral).Key.Wrapped;

    private static async Task<OwnerOffer?> Waiting(
        ReferralsDb db,
        Guid id,
        ClaimsPrincipal user,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var organisation = user.Organisation();
        return await Visible
            .OpenOffers(db, user)
            .SingleOrDefaultAsync(o => o.Id == id && o.ToId == organisation && o.ExpiresAt > now, ct);
    }

    private static async Task<List<Referral>> Case(ReferralsDb db, Referral referral, CancellationToken ct) =>
        referral.CaseId is not { } id
            ? [referral]
            : await db
                .Referrals.Where(r => r.CaseId == id && r.OrganisationId == referral.OrganisationId)
                .OrderBy(r => r.CreatedAt)
                .ThenBy(r => r.Id)
                .ToListAsync(ct);

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct)
    {
        var (db, organisation) = (http.RequestServices.GetRequiredService<ReferralsDb>(), http.User.Organisation());
        return
            await db.OwnerOffers.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id && o.FromId == organisation, ct)
                is { } offer
            && await Visible
                .Referrals(db, http.User)
                .AsNoTracking()
                .SingleOrDefaultAsync(r => r.Id == offer.ReferralId && r.OrganisationId == organisation, ct)
                is { } referral
            ? OwnerOfferView.Of(offer, referral, http.User)
            : null;
    }
}

/// <param name="How">How she agreed that this organisation takes over: as in a consent.</param>
/// <param name="Note">What the next owner must know; shown to whoever accepts.</param>
internal sealed record OwnerOfferRequest(NextOwnerInput? Organisation, string? How, string? Language, string? Note);

internal sealed record NextOwnerInput(Guid? Id);

internal sealed class OwnerOfferRequestValidator : AbstractValidator<OwnerOfferRequest>
{
    public OwnerOfferRequestValidator()
    {
        RuleFor(r => r.Organisation).NotNull().WithMessage("is required");
        RuleFor(r => r.Organisation!.Id).NotNull().WithMessage("is required").When(r => r.Organisation is not null);
        RuleFor(r => r.How).RequiredOneOf(ConsentInputValidator.Ways);
        RuleFor(r => r.Language).RequiredOneOf(Codes.Languages);
        RuleFor(r => r.Note).Text(2000);
    }
}

/// <summary>An offer, to either side: what kind of help is under way, nothing of whom it is for.</summary>
/// <param name="Incoming">True: the caller may accept it.</param>
internal sealed record OwnerOfferView(
    Guid Id,
    Guid? ReferralId,
    string? CaseCode,
    string Kind,
    string Status,
    Party From,
    Party To,
    DateTimeOffset At,
    DateTimeOffset ExpiresAt,
    bool Incoming
) : IResource
{
    [JsonIgnore]
    public int Version => 1;

    public static OwnerOfferView Of(OwnerOffer o, Referral r, ClaimsPrincipal user) =>
        user.Organisation() == o.FromId
            ? new(
                o.Id,
                r.Id,
                r.CaseCode,
                r.Kind,
                r.Status,
                new(o.FromId, o.FromName),
                new(o.ToId, o.ToName),
                o.At,
                o.ExpiresAt,
                false
            )
            : new(
                o.Id,
                null,
                null,
                r.Kind,
                r.Status,
                new(o.FromId, o.FromName),
                new(o.ToId, o.ToName),
                o.At,
                o.ExpiresAt,
                true
            );
}

/// <summary>Those that nobody has answered: one page.</summary>
internal sealed record OwnerTakenView(Guid ReferralId, string? Note);
