using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ReferralNetwork.Testing.Databases;

/// <summary>What is asked of the database.</summary>
public sealed class Statements : DbCommandInterceptor
{
    private readonly Lock _writing = new();
    private readonly List<string> _all = [];

    /// <returns>What has been asked about these tables since the last time.</returns>
    public IReadOnlyList<string> Take(params string[] tables)
    {
        lock (_writing)
        {
            IReadOnlyList<string> taken =
            [
                .. _all.Where(text =>
                    tables.Any(table => text.Contains($"FROM \"{table}\"", StringComparison.Ordinal))
                ),
            ];
            _all.Clear();
            return taken;
        }
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        lock (_writing)
            _all.Add(command.CommandText);
        return ValueTask.FromResult(result);
    }
}
