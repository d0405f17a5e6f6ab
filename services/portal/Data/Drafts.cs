using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Data;

/// <summary>The drafts of the current session; those of other sessions are not found.</summary>
internal sealed class Drafts(
    PortalDb db,
    UnitOfWork work,
    Sealer sealer,
    IHttpContextAccessor context,
    TimeProvider time
)
{
    private Guid SessionId => Guid.Parse(context.HttpContext!.User.FindFirst(Session.Claim)!.Value);

    public async Task<Guid> Add(Draft draft, CancellationToken ct)
    {
        var id = Guid.NewGuid();
        await work.Run(
            () =>
            {
                db.Add(
                    new DraftRow
                    {
                        Id = id,
                        SessionId = SessionId,
                        Sealed = sealer.Seal(DraftRow.Purpose, id, draft with { BegunAt = time.GetUtcNow() }),
                    }
                );
                return Task.CompletedTask;
            },
            ct
        );
        return id;
    }

    public async Task<Draft?> Find(Guid id, CancellationToken ct)
    {
        var session = SessionId;
        return
            await db.Drafts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id && d.SessionId == session, ct)
                is { } row
            ? sealer.Open<Draft>(DraftRow.Purpose, id, row.Sealed)
            : null;
    }

    /// <summary>Saving is not cancelled when the browser disconnects: the referral must not be sent twice.</summary>
    public Task Save(Guid id, Draft draft) =>
        work.Run(
            async () =>
            {
                var session = SessionId;
                var row = await db.Drafts.SingleAsync(
                    d => d.Id == id && d.SessionId == session,
                    CancellationToken.None
                );
                row.Sealed = sealer.Seal(DraftRow.Purpose, id, draft);
            },
            CancellationToken.None
        );
}
