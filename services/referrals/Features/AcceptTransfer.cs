using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Keeping;

namespace ReferralNetwork.Referrals.Features;

/// <summary>
/// Makes the accepting organisation the owner of the whole case, with its alerts, follow-ups and conferences, in one
/// transaction; the provider services are told. The former owner keeps its history (<see cref="FormerReferrals"/>).
/// </summary>
internal static class AcceptTransfer
{
    public static void Map(IEndpointRouteBuilder offers) =>
        offers.MapPost("/{offerId:guid}/accept", Handle).For(Roles.Caseworker).InTransaction();

    private static async Task<Results<Ok<TransferTakenView>, Refused>> Handle(
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
        if (await OwnedCase.Waiting(db, offerId, user, now, ct) is not { } offer)
            return Problem.NotFound();
        var first = await db.Referrals.SingleAsync(r => r.Id == offer.ReferralId, ct);
        if (first.OrganisationId != offer.FromId)
            return Problem.NotFound();
        var organisation = user.Organisation();
        if (
            await OwnedCase.Whole(db, sealer, await OwnedCase.Of(db, first, ct), organisation, user, now, ct)
            is not { } cleared
        )
            return Problem.NotFound();
        var (full, allowed) = await allowances.Ask(
            user,
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
            ReferralLifecycle.HandTo(db, referral, new(organisation, user.OrganisationName()), allowed!, now);
        }
        var note = offer.SealedNote is null
            ? null
            : sealer.Open<string>(OwnedCase.KeyOf(cleared, first.Id), first.Id, offer.SealedNote);
        offer.SealedNote = null;
        return TypedResults.Ok(new TransferTakenView(first.Id, note));
    }
}

/// <param name="Note">Shown this once.</param>
internal sealed record TransferTakenView(Guid ReferralId, string? Note);
