using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Sends a referral: row and event in one transaction, answered 202; with <c>Prefer: wait</c> 201 once a place is held.</summary>
internal static class SendReferral
{
    public static void Map(IEndpointRouteBuilder referrals) =>
        referrals.MapPost("/", Send).For(Roles.Caseworker).AddEndpointFilter<PreferWait>().Creates(ReferralView.Reload);

    private static async Task<IResult> Send(
        SendReferralRequest request, ReferralsDb db, Plans plans, Sealer sealer, DatabaseClock clock, IConfiguration configuration,
        ClaimsPrincipal user, HttpContext http, CancellationToken ct)
    {
        var now = await clock.Now(ct);
        var (survivor, never) = (request.Survivor!.ToSurvivor(), request.Never ?? NeverInput.None);
        if (ConsentRules.Check(request.Consent!, survivor, request.Urgency!, request.Details, now) is { } unlawful) return unlawful;
        if (plans.Check(request.Plan!, request.Kind!, survivor, never.ToList(), request.Consent!) is { } misfit) return misfit;
        if (await TooManyHolds(db, user, configuration.GetValue("Referrals:MaxOpenHolds", 50), ct) is { } full) return full;

        var referral = new Referral
        {
            Id = Guid.CreateVersion7(now),
            CaseCode = CaseCode.New(),
            OrganisationId = user.Organisation(),
            OrganisationName = user.OrganisationName(),
            Kind = request.Kind!,
            // Hours that count for evidence or treatment make it an emergency, whatever was ticked.
            Urgency = request.MedicalWindow is null ? request.Urgency! : "emergency",
            MedicalWindow = request.MedicalWindow,
            Survivor = survivor,
            Plan = request.Plan!,
            ContinueOnRefusal = request.ContinueOnRefusal ?? true,
            Waitlist = request.Waitlist ?? false,
            CreatedAt = now,
            RequestedAt = now,
            UpdatedAt = now,
        };
        if (request.Case is not null && await Cases.Put(db, user, referral, request.Case, now, "case.", ct) is { } alone) return alone;
        db.Add(referral);
        Seal(db, sealer, referral.Id, request.Details, request.Never);
        db.Add(request.Consent!.ToReceipt(referral.Id, user.Subject(), now, sealer));
        // Rule 5: reviewed within 24 h.
        if (request.Consent.IsVitalInterest) db.Add(Alert.Of(referral, Domain.Alerts.VitalInterestReview, coordinator: true, now));
        Rounds.Begin(db, referral, user.Subject(), now);

        await db.SaveChangesAsync(ct);
        var view = await ReferralView.Load(http.RequestServices, user, referral.Id, ct);
        return TypedResults.Accepted($"/api/referrals/{referral.Id}", view);
    }

    private static void Seal(ReferralsDb db, Sealer sealer, Guid id, DetailsRequest? details, NeverInput? never)
    {
        var key = Keys.Make(db, sealer, id).Wrapped;
        if (details is not null) db.Add(new SealedRow { ReferralId = id, What = SealedRow.Details, Sealed = sealer.Seal(key, id, details) });
        if (never is not null) db.Add(new SealedRow { ReferralId = id, What = SealedRow.Never, Sealed = sealer.Seal(key, id, never) });
    }

    private static async Task<IResult?> TooManyHolds(ReferralsDb db, ClaimsPrincipal user, int most, CancellationToken ct)
    {
        var open = await ReferralView.Own(db, user).CountAsync(r => r.Status == Status.Received || r.Status == Status.Requested
            || r.Status == Status.Accepted || r.Status == Status.Ready, ct);
        return open < most ? null
            : Problem.Of(StatusCodes.Status429TooManyRequests, $"Your organisation has {open} places held or asked for; the most is {most}. Withdraw or follow up first.");
    }
}
