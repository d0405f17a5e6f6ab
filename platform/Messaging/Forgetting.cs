using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Platform.Messaging;

public static class Forgetting
{
    /// <summary>Empties the failed messages that mention this id: their content is gone, and they are not tried
    /// again.</summary>
    public static Task ForgetFailures(this DbContext db, Guid about, CancellationToken ct)
    {
        var id = about.ToString();
        return Forget(db.Set<FailureRow>().Where(row => row.Body.Contains(id)), ct);
    }

    internal static Task<int> Forget(IQueryable<FailureRow> failures, CancellationToken ct) =>
        failures
            .Where(row => row.Body != "")
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Body, "").SetProperty(row => row.DueAt, (DateTimeOffset?)null),
                ct
            );
}
