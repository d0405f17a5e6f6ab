using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain;
using ReferralNetwork.Referrals.Domain.Keeping;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Begins the rounds of a referral, changes its plan, owner and state, records that, and tells the provider's
/// service.</summary>
internal static class ReferralLifecycle
{
    /// <param name="consent">The consent under which it is sent.</param>
    /// <param name="barred">Marks of all who are barred.</param>
    public static void Begin(
        ReferralsDb db,
        Referral r,
        ConsentReceipt consent,
        IReadOnlyList<string> barred,
        Allowed allowed,
        DateTimeOffset now,
        byte[]? sealedNote = null
    )
    {
        (r.KeptBy, r.IncidentId) = (allowed.By, allowed.Incident);
        if (allowed.IsUnusual)
            db.Add(Alert.Of(r, Alerts.UnusualTaking, coordinator: true, now));
        Record(db, r, allowed.By, now, sealedNote: sealedNote);
        db.Publish(
            new ReferralRequested(
                r.Id,
                r.Round,
                r.Kind,
                r.Urgency,
                r.MedicalWindow,
                new Party(r.OrganisationId, r.OrganisationName),
                allowed.By,
                r.Plan,
                r.ContinueOnRefusal,
                r.Waitlist,
                r.Survivor,
                now,
                r.Places,
                r.GroupId,
                r.MedicalWindowEndsAt,
                barred,
                consent.EndOf(Purpose.FollowUp)
            ),
            now
        );
    }

    /// <summary>Changes the plan: the provider's service ends what is open at pools that are no longer in it, and goes
    /// on with the rest.</summary>
    /// <param name="plan">The pools that are left of it.</param>
    /// <param name="consent">Her latest: nothing is shared unless it is active.</param>
    /// <param name="barred">Marks of all who are barred.</param>
    public static void Replan(
        ReferralsDb db,
        Referral r,
        IReadOnlyList<Guid> plan,
        ConsentReceipt? consent,
        IReadOnlyList<string> barred,
        string by,
        DateTimeOffset now
    )
    {
        r.Plan = plan;
        r.Changed(now);
        db.Publish(
            new ReferralPlanChanged(
                r.Id,
                r.Round,
                r.Version,
                r.Kind,
                plan,
                barred,
                consent?.IsActive(now) == true,
                by,
                now,
                consent?.EndOf(Purpose.FollowUp)
            ),
            now
        );
    }

    /// <summary>Makes another organisation the owner, and tells the provider's service.</summary>
    public static void HandTo(ReferralsDb db, Referral r, Party owner, Allowed allowed, DateTimeOffset now)
    {
        r.KeptBy = allowed.By;
        (r.OrganisationId, r.OrganisationName) = (owner.Id, owner.Name);
        r.Version++;
        Record(db, r, allowed.By, now, reason: "handed-over");
        db.Publish(new ReferralOwned(r.Id, r.Kind, owner, allowed.By, now), now);
    }

    /// <param name="reason">A withdraw code, or entered-in-error.</param>
    public static void Withdraw(ReferralsDb db, Referral r, string reason, string by, DateTimeOffset now) =>
        db.Publish(new ReferralWithdrawn(r.Id, r.Round, r.Kind, reason, by, now), now);

    /// <summary>Writes the referral's own transition into its history.</summary>
    public static void Record(
        ReferralsDb db,
        Referral r,
        string by,
        DateTimeOffset now,
        string? reason = null,
        byte[]? sealedNote = null
    )
    {
        r.UpdatedAt = now;
        db.Add(
            new HistoryRow
            {
                SubjectId = r.Id,
                SubjectVersion = r.Version,
                ReferralId = r.Id,
                At = now,
                Status = r.Status,
                BusinessStatus = r.BusinessStatus,
                By = by,
                Reason = reason,
                SealedNote = sealedNote,
            }
        );
    }

    /// <summary>Moves the referral by its referrer's action; the caller has checked that the table allows it.</summary>
    public static void Move(Referral r, string action)
    {
        var row = AttemptTable.Of(action);
        r.Status = row.To;
        r.BusinessStatus = row.Business!;
        r.Version++;
    }
}
