using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace ReferralNetwork.Platform.Telemetry;

/// <summary>The platform's own instruments.</summary>
public static class Metrics
{
    public static readonly Meter Meter = new("ReferralNetwork");
    internal static readonly Counter<long> Relayed = Meter.CreateCounter<long>(
        "outbox.relayed",
        "{message}",
        "Events taken by the bus"
    );
    internal static readonly Counter<long> Handled = Meter.CreateCounter<long>(
        "inbox.handled",
        "{message}",
        "Messages handled"
    );
    internal static readonly Counter<long> Repeated = Meter.CreateCounter<long>(
        "inbox.repeated",
        "{message}",
        "Messages that had been handled before"
    );
    internal static readonly Counter<long> Failed = Meter.CreateCounter<long>(
        "inbox.failed",
        "{message}",
        "Messages kept as failures"
    );
    internal static readonly Counter<long> StepFailed = Meter.CreateCounter<long>(
        "step.failed",
        "{step}",
        "Steps of background work that failed"
    );
}

/// <summary>
/// Sums every instrument that is listened to and writes them in the Prometheus text format (version 0.0.4).
/// Tags are routes, methods, status codes, consumers, steps and what rows are of: a closed set, and nothing of a person.
/// </summary>
internal sealed class MetricsPage : IDisposable
{
    private static readonly string[] Meters =
    [
        "ReferralNetwork",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
    ];
    private static readonly HashSet<string> Tags =
    [
        "http.route",
        "http.request.method",
        "http.response.status_code",
        "consumer",
        "kind",
        "step",
        "of",
    ];

    private readonly ConcurrentDictionary<string, Series> _series = new();
    private readonly MeterListener _listener;

    public MetricsPage()
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (Meters.Contains(instrument.Meter.Name))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Add(i, value, tags));
        _listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Add(i, value, tags));
        _listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Add(i, value, tags));
        _listener.Start();
    }

    public string Text()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var (key, series) in _series.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var labels = key[key.IndexOf('{', StringComparison.Ordinal)..];
            if (!series.IsHistogram)
                text.Append(CultureInfo.InvariantCulture, $"{series.Name}{labels} {series.Sum}\n");
            else
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{series.Name}_count{labels} {series.Count}\n{series.Name}_sum{labels} {series.Sum}\n"
                );
        }
        return text.ToString();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name.Replace('.', '_');
        var labels = new StringBuilder("{");
        foreach (var (tag, of) in tags)
        {
            if (!Tags.Contains(tag))
                continue;
            labels
                .Append(labels.Length > 1 ? "," : "")
                .Append(CultureInfo.InvariantCulture, $"{tag.Replace('.', '_')}=\"{of}\"");
        }
        var gauge = instrument.IsObservable;
        _series
            .GetOrAdd(
                $"{name}{labels}}}",
                _ => new Series(name, instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal))
            )
            .Add(value, gauge);
    }

    public void Dispose() => _listener.Dispose();

    private sealed class Series(string name, bool isHistogram)
    {
        private readonly Lock _lock = new();
        public string Name => name;
        public bool IsHistogram => isHistogram;
        public long Count { get; private set; }
        public double Sum { get; private set; }

        public void Add(double value, bool gauge)
        {
            lock (_lock)
            {
                Count++;
                Sum = gauge ? value : Sum + value;
            }
        }
    }
}
