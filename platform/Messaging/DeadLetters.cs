using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Platform.Messaging;

/// <summary>Commands for messages that their consumer gave up on.</summary>
internal static class DeadLetters
{
    public static IQueryable<FailureRow> All(DbContext db) =>
        db.Set<FailureRow>().AsNoTracking().OrderBy(row => row.FailedAt).ThenBy(row => row.MessageId);

    /// <summary>Tried again at once, and after that at 20 and 30 s, as a new failure would be.</summary>
    /// <param name="id">Null: every dead one.</param>
    /// <returns>How many messages.</returns>
    public static Task<int> Replay(DbContext db, Guid? id, CancellationToken ct)
    {
        DateTimeOffset? atOnce = DateTimeOffset.UnixEpoch;
        return Dead(db, id)
            .Where(row => row.Body != "")
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, atOnce).SetProperty(row => row.Tries, 0), ct);
    }

    /// <summary>Deletes the messages: they will never take effect.</summary>
    public static Task<int> Drop(DbContext db, Guid? id, CancellationToken ct) => Dead(db, id).ExecuteDeleteAsync(ct);

    private static IQueryable<FailureRow> Dead(DbContext db, Guid? id) =>
        db.Set<FailureRow>().Where(row => row.DueAt == null && (id == null || row.MessageId == id));
}
