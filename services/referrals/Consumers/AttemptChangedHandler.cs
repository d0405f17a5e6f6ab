using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain;

namespace ReferralNetwork.Referrals.Consumers;

/// <summary>A provider's service says how an attempt stands. Every transition is recorded; the highest version shows.</summary>
internal sealed class AttemptChangedHandler(ReferralsDb db, DatabaseClock clock) : IHandle<AttemptChanged>
{
    public async Task Handle(AttemptChanged m, Delivery delivery, CancellationToken ct)
    {
        var referral = await db.Referrals.SingleAsync(r => r.Id == m.ReferralId, ct);
        var attempts = await db.Attempts.Where(a => a.ReferralId == m.ReferralId).ToListAsync(ct);
        var attempt = attempts.SingleOrDefault(a => a.Id == m.AttemptId);
        if (attempt is null) attempts.Add(db.Add(attempt = KnownAttempt.Of(m)).Entity);

        if (await db.History.AnyAsync(h => h.SubjectId == m.AttemptId && h.SubjectVersion == m.Version, ct)) return;
        var now = await clock.Now(ct);
        db.Add(new HistoryRow
        {
            SubjectId = m.AttemptId,
            SubjectVersion = m.Version,
            ReferralId = m.ReferralId,
            PoolId = m.PoolId,
            At = m.At,
            Status = m.Status,
            BusinessStatus = m.BusinessStatus,
            By = m.By,
            Reason = m.Reason,
        });
        foreach (var (code, coordinator) in Alerts.Of(m, referral.IsFinal))
            db.Add(new Alert
            {
                Id = Guid.CreateVersion7(now),
                ReferralId = referral.Id,
                OrganisationId = referral.OrganisationId,
                Kind = referral.Kind,
                Code = code,
                Coordinator = coordinator,
                At = now,
            });

        // What comes late has filled in the history, and whoever shows that is told.
        referral.UpdatedAt = now;
        referral.Version++;
        if (m.Version < attempt.Version) return;
        attempt.Take(m);
        if (referral.IsFinal) return;
        if (Standing.Of([.. attempts.Where(a => a.Round == referral.Round)]) is { } standing)
            (referral.Status, referral.BusinessStatus) = standing;
    }
}
