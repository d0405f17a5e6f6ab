using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Adds an alert. Of those that come in crowds the latest stands in the list for all, with their number, so
/// that they bury no other.</summary>
internal sealed class Crowds(ReferralsDb db, UnitOfWork work)
{
    public async Task Add(Alert alert, CancellationToken ct)
    {
        db.Add(alert);
        if (!Alerts.InCrowds.Contains(alert.Code))
            return;
        await work.AcquireLock($"alerts/{alert.OrganisationId}", ct);
        var since = alert.At - Alerts.Window;
        var before = await db
            .Alerts.Where(a =>
                a.OrganisationId == alert.OrganisationId
                && a.Code == alert.Code
                && a.At >= since
                && a.Kind == alert.Kind
                && !a.Superseded
            )
            .ToListAsync(ct);
        alert.Count += before.Sum(a => a.Count);
        foreach (var one in before)
            one.Superseded = true;
    }
}
