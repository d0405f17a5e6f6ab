using System.Data;
using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Platform.Security;

/// <summary>Seals again, under the first master key of the file, whatever is sealed under another: after that an older
/// key opens nothing of this database. The service may go on meanwhile, once it too has the new key.</summary>
internal static class Resealing
{
    private const int AtOnce = 200;
    private const int Tries = 10;
    private static readonly MethodInfo All = typeof(Resealing).GetMethod(
        nameof(OfTable),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    /// <returns>How many values were sealed again, including those of rows that were written meanwhile.</returns>
    /// <exception cref="InvalidDataException">The service has not been started with the new key, and could no longer
    /// open its data.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A value is under a key that the file does
    /// not hold.</exception>
    public static async Task<int> Run(DbContext db, UnitOfWork work, MasterKey master, CancellationToken ct)
    {
        var sealer = new Sealer(master);
        if (!await db.Set<KnownKey>().AnyAsync(key => key.Id == master.Id, ct))
            throw new InvalidDataException(
                "Start the service with the new key first: what is sealed again is for whoever has it."
            );
        var count = 0;
        // A page may miss a row while others are deleted, so all tables are gone through until nothing was left to do.
        for (int again; (again = await OfAll(db, work, sealer, ct)) > 0; )
            count += again;
        // The oldest key still makes the marks of persons, and stays; the keys between the two may be removed from the
        // file.
        var between = db.Set<KnownKey>().Where(key => key.Id != master.Id && key.Id != master.LastId);
        await work.Run(() => between.ExecuteDeleteAsync(ct), ct);
        // The old values are still in the write-ahead log.
        await db.Scrub(ct);
        return count;
    }

    private static async Task<int> OfAll(DbContext db, UnitOfWork work, Sealer sealer, CancellationToken ct)
    {
        var count = await ProtectionKeys.Reseal(db, work, sealer, ct);
        foreach (var type in db.Model.GetEntityTypes().Where(type => Columns(type).Count > 0))
            count += await (Task<int>)All.MakeGenericMethod(type.ClrType).Invoke(null, [db, work, sealer, type, ct])!;
        return count;
    }

    /// <summary>The sealed columns: those of which the model says what they are bound to.</summary>
    internal static IReadOnlyList<IProperty> Columns(IEntityType type) =>
        [.. type.GetProperties().Where(column => column[SealedColumns.Subject] is not null)];

    private static async Task<int> OfTable<T>(
        DbContext db,
        UnitOfWork work,
        Sealer sealer,
        IEntityType type,
        CancellationToken ct
    )
        where T : class
    {
        var (columns, count) = (Columns(type), 0);
        for (var from = 0; ; from += AtOnce)
        {
            var (rows, again) = await OfPage(from);
            count += again;
            if (rows < AtOnce)
                return count;
        }

        async Task<(int Rows, int Again)> OfPage(int from)
        {
            for (var tries = 1; ; tries++)
            {
                db.ChangeTracker.Clear();
                try
                {
                    return await work.Run(
                        async () =>
                        {
                            var rows = await InOrder(db.Set<T>(), type).Skip(from).Take(AtOnce).ToListAsync(ct);
                            return (
                                rows.Count,
                                rows.Sum(row => columns.Count(column => SealAgain(db.Entry(row), column, sealer)))
                            );
                        },
                        _ => true,
                        ct,
                        IsolationLevel.RepeatableRead
                    );
                }
                catch (Exception e) when (tries < Tries && e is DbException or DbUpdateException)
                {
                    // The service has written one of the rows in between: the page is read again.
                }
            }
        }
    }

    private static IQueryable<T> InOrder<T>(IQueryable<T> rows, IEntityType type)
        where T : class
    {
        var key = type.FindPrimaryKey()!.Properties.Select(column => column.Name).ToList();
        var ordered = rows.OrderBy(row => EF.Property<object>(row, key[0]));
        return key.Skip(1).Aggregate(ordered, (all, column) => all.ThenBy(row => EF.Property<object>(row, column)));
    }

    private static bool SealAgain(EntityEntry row, IProperty column, Sealer sealer)
    {
        var member = row.Property(column.Name);
        var subject = (Guid)row.Property((string)column[SealedColumns.Subject]!).CurrentValue!;
        if ((string?)column[SealedColumns.MasterKeyId] is { } name)
        {
            var (named, key) = (row.Property(name), (byte[])member.CurrentValue!);
            var wrapped = new WrappedKey((string)named.CurrentValue!, key);
            var rewrapped = sealer.Rewrap(wrapped, subject);
            (named.CurrentValue, member.CurrentValue) = (rewrapped.MasterKeyId, rewrapped.Key);
            return rewrapped != wrapped;
        }
        var before = member.CurrentValue;
        member.CurrentValue = before switch
        {
            byte[] value => sealer.Reseal((string)column[SealedColumns.Purpose]!, subject, value),
            WrappedKey key => sealer.Rewrap(key, subject),
            _ => before,
        };
        return !ReferenceEquals(member.CurrentValue, before);
    }
}
