using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ReferralNetwork.Platform.Tests;

/// <summary>Every line that is logged, with its exception as a console would print it.</summary>
internal sealed class Logs : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];
    public string Text => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => new Category(categoryName, _lines);

    public void Dispose() { }

    private sealed class Category(string name, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Enqueue($"{logLevel} {name}: {formatter(state, exception)} {exception}");
    }
}
