using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>Keeps every word that a network says beside its answers: log lines, spans, URLs, headers and
/// refusals.</summary>
internal sealed class Recorder : ILoggerProvider, ISupportExternalScope
{
    private readonly ActivityListener _spans;
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public Recorder()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
                Spans.Enqueue(
                    string.Join(
                        '\n',
                        [
                            $"{span.OperationName} {span.DisplayName} {span.StatusDescription} {span.TraceStateString}",
                            .. span
                                .TagObjects.Concat(span.Events.SelectMany(e => e.Tags))
                                .Concat(span.Links.SelectMany(link => link.Tags ?? []))
                                .Select(tag => $"{tag.Key}={tag.Value}"),
                            .. span.Events.Select(e => e.Name),
                            .. span.Baggage.Select(item => $"{item.Key}={item.Value}"),
                        ]
                    )
                ),
        };
        ActivitySource.AddActivityListener(_spans);
    }

    public ConcurrentQueue<string> Lines { get; } = [];
    public ConcurrentQueue<string> Spans { get; } = [];
    public ConcurrentQueue<string> Urls { get; } = [];
    public ConcurrentQueue<string> Refusals { get; } = [];

    public void Record(ILoggingBuilder log) => log.ClearProviders().AddProvider(this).SetMinimumLevel(LogLevel.Trace);

    public HttpMessageHandler Around(HttpMessageHandler connections) => new Wire(this, connections);

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose() => _spans.Dispose();

    private sealed class Writer(Recorder recorder, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => recorder._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var parts = new List<object?> { category, logLevel, formatter(state, exception), Said(exception) };
            if (state is IEnumerable<KeyValuePair<string, object?>> values)
                parts.AddRange(values.Select(value => (object?)$"{value.Key}={value.Value}"));
            recorder._scopes.ForEachScope(
                (scope, all) =>
                    all.Add(
                        scope is IEnumerable<KeyValuePair<string, object?>> inside
                            ? string.Join(' ', inside.Select(value => $"{value.Key}={value.Value}"))
                            : scope
                    ),
                parts
            );
            recorder.Lines.Enqueue(string.Join(' ', parts));
        }
    }

    // All but where it was thrown: that takes long to write down, and holds no value.
    private static string Said(Exception? e) =>
        e is null
            ? ""
            : $"{e.GetType()} {e.Message} {string.Join(' ', e.Data.Values.Cast<object?>())} {Said(e.InnerException)}";

    private sealed class Wire(Recorder recorder, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            recorder.Urls.Enqueue($"{request.RequestUri}");
            var response = await base.SendAsync(request, cancellationToken);
            recorder.Urls.Enqueue($"{response.ReasonPhrase} {response.Headers} {response.Content.Headers}");
            if ((int)response.StatusCode >= 400)
                recorder.Refusals.Enqueue(
                    $"{request.Method} {request.RequestUri} "
                        + $"{await response.Content.ReadAsStringAsync(cancellationToken)}"
                );
            return response;
        }
    }
}
