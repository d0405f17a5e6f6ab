using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Testing.Databases;

/// <summary>
/// Listens while tests run the product on SQLite, and has each query that EF Core compiles there translated for SQL Server and
/// PostgreSQL too. One that does not translate fails where it is asked, and the run as a whole, whoever may have caught
/// that. An assembly fixture: it needs no place in any host.
/// </summary>
public sealed class Translations : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly ConcurrentDictionary<(Type Context, string Query), bool> _seen = new();
    private readonly ConcurrentDictionary<string, bool> _failures = new();
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];

    public Translations() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>How many different queries of this context have been translated.</summary>
    public int Count(Type context) => _seen.Keys.Count(key => key.Context == context);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name) _subscriptions.Add(value.Subscribe(this, name => name == CoreEventId.QueryCompilationStarting.Name));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not QueryExpressionEventData { Context: { } context } query || Dialect.Of(context) != Provider.Sqlite) return;
        var type = context.GetType();
        _seen.GetOrAdd((type, query.ExpressionPrinter.PrintExpression(query.Expression)), key =>
        {
            foreach (var server in new[] { Server.NoSqlServer, Server.NoPostgres })
            {
                try
                {
                    foreach (var text in Translation.Of(query.Expression, type, server)) if (server == Server.NoSqlServer) TSql.Parse(text);
                }
                catch (Exception e)
                {
                    var failure = $"{type.Name} asks what {server.Provider} cannot be asked: {e.Message}\n{key.Query}";
                    _failures[failure] = true;
                    throw new InvalidOperationException(failure, e);
                }
            }
            return true;
        });
    }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions) subscription.Dispose();
        TestContext.Current.SendDiagnosticMessage($"{_seen.Count} queries translated for each of the other databases");
        _failures.Keys.ShouldBeEmpty();
    }

    void IObserver<DiagnosticListener>.OnCompleted() { }
    void IObserver<DiagnosticListener>.OnError(Exception error) { }
    void IObserver<KeyValuePair<string, object?>>.OnCompleted() { }
    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error) { }
}
