using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Consumers;

/// <summary>A training centre has asked her, months after the course: whoever referred her hears it.</summary>
internal sealed class WorkRecordedHandler(ReferralsDb db, DatabaseClock clock) : IHandle<WorkRecorded>
{
    public async Task Handle(WorkRecorded m, Delivery delivery, CancellationToken ct)
    {
        var referral = await db.Referrals.SingleAsync(r => r.Id == m.ReferralId, ct);
        var work = await db.Work.SingleOrDefaultAsync(w => w.AttemptId == m.AttemptId && w.Month == m.Month, ct);
        if (work is null)
            db.Add(WorkResult.Of(m));
        else
            work.Take(m);
        referral.Changed(await clock.Now(ct));
    }
}
