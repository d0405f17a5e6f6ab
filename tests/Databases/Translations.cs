using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Testing.Databases;

/// <summary>
/// Listens while tests run the product on SQLite, and at their end has each query that EF Core compiled there
/// translated for SQL Server and PostgreSQL too: one that does not translate fails the run. An assembly fixture: it
/// needs no place in any host, and takes no time from a test.
/// </summary>
public sealed class Translations : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly ConcurrentDictionary<(Type Context, string Query), Expression> _seen = new();
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];

    public Translations() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>How many different queries of this context have been seen.</summary>
    public int Count(Type context) => _seen.Keys.Count(key => key.Context == context);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            _subscriptions.Add(value.Subscribe(this, name => name == CoreEventId.QueryCompilationStarting.Name));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        // What another listener asks for is told to this one too.
        if (
            value.Key != CoreEventId.QueryCompilationStarting.Name
            || value.Value is not QueryExpressionEventData { Context: { } context } query
            || Dialect.Of(context) != Provider.Sqlite
        )
            return;
        _seen.TryAdd((context.GetType(), query.ExpressionPrinter.PrintExpression(query.Expression)), query.Expression);
    }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
        var failures = _seen
            .SelectMany(seen =>
                new[] { Server.NoSqlServer, Server.NoPostgres }.Select(server => Failure(seen.Key, seen.Value, server))
            )
            .OfType<string>()
            .ToList();
        TestContext.Current.SendDiagnosticMessage($"{_seen.Count} queries translated for each of the other databases");
        failures.ShouldBeEmpty();
    }

    private static string? Failure((Type Context, string Query) of, Expression query, Server server)
    {
        try
        {
            foreach (var text in Translation.Of(query, of.Context, server))
                if (server == Server.NoSqlServer)
                    TSql.Parse(text);
            return null;
        }
        catch (Exception e)
        {
            return $"{of.Context.Name} asks what {server.Provider} cannot be asked: {e.Message}\n{of.Query}";
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted() { }

    void IObserver<DiagnosticListener>.OnError(Exception error) { }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted() { }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error) { }
}
