using System.Security.Claims;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Makes a referral with its consent, what is sealed, and the request to its provider; alone, or as one of
/// several.</summary>
internal sealed class ReferralSender(
    ReferralsDb db,
    Plans plans,
    Sealer sealer,
    PersonMarks marks,
    DatabaseClock clock,
    Allowances allowances
)
{
    /// <param name="path">Path of the plan in the request, put before the name of a field.</param>
    /// <returns>The refusal, or the referral as it is saved.</returns>
    public async Task<(Refused? Refusal, Referral? Sent)> Send(
        SendReferralRequest request,
        ClaimsPrincipal user,
        string path,
        CancellationToken ct
    )
    {
        var now = await clock.Now(ct);
        var (survivor, never) = (request.Survivor!.ToSurvivor(), request.Never ?? NeverInput.None);
        if (Check(request, user, survivor, never, path, now) is { } wrong)
            return (wrong, null);
        if (request.IncidentId is { } incident && !await allowances.IsOpen(incident, now, ct))
            return (Problem.Field("incidentId", "is no incident that is open"), null);
        var places = Siblings.Places(request.Kind, request.Survivor.Siblings, request.Places);
        if (
            request.GroupId is { } group
            && await GroupNaming.Take(db, user.Organisation(), group, request.Plan![0], places, ct) is { } misnamed
        )
            return (misnamed, null);
        var onwardOf = request.OnwardOf is { } attempt ? await Onward.Of(db, user, attempt, ct) : null;
        if (request.OnwardOf is not null && onwardOf is null)
            return (Problem.Field("onwardOf", "must be a referral of somebody who is or was with you"), null);
        var (full, allowed) = await allowances.Ask(user, places, request.Kind!, request.IncidentId, ct);
        if (full is not null)
            return (full, null);

        var referral = Make(request, user, survivor, places, onwardOf, now);
        if (
            request.Case is not null
            && await Cases.Put(db, user, referral, request.Case, now, "case.", ct) is { } alone
        )
            return (alone, null);
        db.Add(referral);
        var key = Keys.Make(db, sealer, referral.Id);
        if (request.Details is { } details)
            db.Add(
                new SealedRow
                {
                    ReferralId = referral.Id,
                    What = SealedRow.Details,
                    Sealed = sealer.Seal(key.Wrapped, referral.Id, details),
                }
            );
        if (request.Never is not null)
            await NeverLists.Keep(db, sealer, marks, key, never, user, ct);
        var consent = request.Consent!.ToReceipt(referral.Id, user.Subject(), now, sealer);
        db.Add(consent);
        // A vital-interest basis is reviewed within 24 h (rule 5).
        if (request.Consent!.IsVitalInterest)
            db.Add(Alert.Of(referral, Domain.Alerts.VitalInterestReview, coordinator: true, now));
        ReferralLifecycle.Begin(db, referral, consent, NeverLists.MarksOf(marks, never, user), allowed!, now);

        await db.SaveChangesAsync(ct);
        return (null, referral);
    }

    // What the request alone, and what is known of the houses, says against it.
    private Refused? Check(
        SendReferralRequest request,
        ClaimsPrincipal user,
        Survivor survivor,
        NeverInput never,
        string path,
        DateTimeOffset now
    ) =>
        MedicalWindows.Check(request.MedicalWindow, request.HappenedAt, now, $"{path}happenedAt")
        ?? ConsentRules.Check(request.Consent!, survivor, request.Urgency!, request.Details, now)
        ?? NeverLists.Check(never, user, "never.")
        ?? plans.Check(
            request.Plan!,
            request.Kind!,
            survivor,
            never.ToList(),
            request.Consent!.RecipientIds() ?? [],
            request.Despite,
            path
        );

    private static Referral Make(
        SendReferralRequest request,
        ClaimsPrincipal user,
        Survivor survivor,
        int places,
        Guid? onwardOf,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            CaseCode = CaseCode.New(),
            OrganisationId = user.Organisation(),
            OrganisationName = user.OrganisationName(),
            Kind = request.Kind!,
            // A medical window makes it an emergency, whatever urgency was chosen.
            Urgency = request.MedicalWindow is null ? request.Urgency! : "emergency",
            MedicalWindow = request.MedicalWindow,
            MedicalWindowEndsAt = request.MedicalWindow is { } hours ? request.HappenedAt?.AddHours(hours) : null,
            Survivor = survivor,
            Plan = request.Plan!,
            Places = places,
            GroupId = request.GroupId,
            OnwardOfId = onwardOf,
            ContinueOnRefusal = request.ContinueOnRefusal ?? true,
            Waitlist = request.Waitlist ?? false,
            CreatedAt = now,
            RequestedAt = now,
            UpdatedAt = now,
        };
}
