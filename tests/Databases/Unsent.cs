using System.Collections;
using System.Data;
using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ReferralNetwork.Testing.Databases;

/// <summary>Keeps the text of each command and sends none: whoever asks gets no rows, of any table.</summary>
internal sealed class Unsent : DbCommandInterceptor, IDbConnectionInterceptor
{
    private readonly List<string> _texts = [];
    private IReadOnlyList<string> _columns = [];

    public IReadOnlyList<string> Texts => _texts;

    public void Run(DbContext context, Func<object?> query)
    {
        // SQL written by hand finds its columns by name.
        _columns =
        [
            .. context
                .Model.GetEntityTypes()
                .SelectMany(type => type.GetProperties())
                .Select(p => p.GetColumnName())
                .Distinct(),
        ];
        try
        {
            if (query() is IEnumerable rows)
                foreach (var _ in rows) { }
        }
        catch (TargetInvocationException e) when (e.InnerException is InvalidOperationException && _texts.Count > 0)
        {
            // The first or the single one of no rows.
        }
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result
    )
    {
        _texts.Add(command.CommandText);
        var none = new DataTable();
        none.Columns.AddRange([.. _columns.Select(name => new DataColumn(name))]);
        return InterceptionResult<DbDataReader>.SuppressWithResult(none.CreateDataReader());
    }

    public override InterceptionResult<int> NonQueryExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result
    )
    {
        _texts.Add(command.CommandText);
        return InterceptionResult<int>.SuppressWithResult(0);
    }

    public InterceptionResult ConnectionOpening(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result
    ) => InterceptionResult.Suppress();

    public InterceptionResult ConnectionClosing(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result
    ) => InterceptionResult.Suppress();
}
