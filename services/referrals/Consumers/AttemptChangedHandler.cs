using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain;
using ReferralNetwork.Referrals.Features;

namespace ReferralNetwork.Referrals.Consumers;

/// <summary>Takes over an attempt's state from its provider service. Every transition is recorded; the highest version
/// is shown.</summary>
internal sealed class AttemptChangedHandler(ReferralsDb db, Crowds crowds, Sealer sealer, DatabaseClock clock)
    : IHandle<AttemptChanged>
{
    public async Task Handle(AttemptChanged m, Delivery delivery, CancellationToken ct)
    {
        var referral = await db.Referrals.SingleAsync(r => r.Id == m.ReferralId, ct);
        var attempts = await db.Attempts.Where(a => a.ReferralId == m.ReferralId).ToListAsync(ct);
        var attempt = attempts.SingleOrDefault(a => a.Id == m.AttemptId);
        if (attempt is null)
            attempts.Add(db.Add(attempt = AttemptSnapshot.Of(m)).Entity);

        if (await db.History.AnyAsync(h => h.SubjectId == m.AttemptId && h.SubjectVersion == m.Version, ct))
            return;
        var now = await clock.Now(ct);
        db.Add(HistoryRow.Of(m));
        foreach (var (code, coordinator) in Alerts.Of(m, attempt.Reason, referral.IsFinal))
            await crowds.Add(Alert.Of(referral, code, coordinator, now), ct);

        // Even a late event has added to the history, so whoever shows the referral must read it again.
        referral.Changed(now);
        if (m.Version < attempt.Version)
            return;
        attempt.Take(m);
        if (referral.IsFinal)
            return;
        if (ReferralStatusProjection.Of([.. attempts.Where(a => a.Round == referral.Round)]) is { } standing)
            (referral.Status, referral.BusinessStatus) = standing;
        if (m.Status != Status.Completed || referral.Status != Status.Completed)
            return;
        await AskAfterwards(referral, m, ct);
        await TellWhatFollows(referral, now, ct);
        await TellWhoReferredFirst(referral, now, ct);
    }

    private async Task TellWhatFollows(Referral referral, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var next in await db.Referrals.Where(r => r.AfterId == referral.Id).ToListAsync(ct))
            if (Status.Open.Contains(next.Status))
                db.Add(Alert.Of(next, Alerts.CaseNext, coordinator: false, now));
    }

    private async Task TellWhoReferredFirst(Referral onward, DateTimeOffset now, CancellationToken ct)
    {
        if (onward.OnwardOfId is not { } id)
            return;
        var first = await db.Referrals.SingleAsync(r => r.Id == id, ct);
        if ((await Onward.ToBeToldTo(first.OrganisationId, db, sealer, [onward.Id], now, ct)).Count == 0)
            return;
        first.Changed(now);
        db.Add(Alert.Of(first, Alerts.OnwardEnded, coordinator: false, now));
    }

    // As far as she agreed to it: where her consent is withdrawn, nobody asks her.
    private async Task AskAfterwards(Referral referral, AttemptChanged m, CancellationToken ct)
    {
        var consent = await ReferralView.LatestConsent(db, referral.Id, ct);
        if (await db.FollowUps.AnyAsync(f => f.ReferralId == referral.Id && f.Round == m.Round, ct))
            return;
        db.AddRange(
            FollowUps.After(
                referral.Id,
                referral.OrganisationId,
                m.Round,
                m.Exit,
                m.At,
                consent?.EndOf(Purpose.FollowUp)
            )
        );
    }
}
