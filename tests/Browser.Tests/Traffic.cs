using System.Collections.Concurrent;
using System.Text.Json;

namespace ReferralNetwork.Browser.Tests;

/// <summary>What a page asks for, in bytes over the wire, headers with them.</summary>
internal sealed class Traffic
{
    private readonly ConcurrentDictionary<string, string> _open = new();
    private readonly ConcurrentBag<string> _asked = [];
    private string? _document;
    private double _bytes;

    public IReadOnlyCollection<string> Asked => _asked;

    public static async Task<Traffic> Of(IPage page)
    {
        var traffic = new Traffic();
        var cdp = await page.Context.NewCDPSessionAsync(page);
        cdp.Event("Network.requestWillBeSent").OnEvent += (_, e) => traffic.Begun(e!.Value);
        cdp.Event("Network.responseReceived").OnEvent += (_, e) => traffic.Answered(e!.Value);
        cdp.Event("Network.loadingFinished").OnEvent += (_, e) =>
            traffic.Ended(Id(e!.Value), e.Value.GetProperty("encodedDataLength").GetDouble());
        cdp.Event("Network.loadingFailed").OnEvent += (_, e) => traffic.Ended(Id(e!.Value), 0);
        await cdp.SendAsync("Network.enable");
        return traffic;
    }

    /// <summary>Bytes since it was last asked, when nothing is under way any more.</summary>
    public async Task<double> Taken()
    {
        await Eventually.IsSo(
            () => Task.FromResult(_open.IsEmpty),
            () => $"all has been loaded; open: {string.Join(", ", _open.Values)}"
        );
        return Interlocked.Exchange(ref _bytes, 0);
    }

    private static string Id(JsonElement e) => e.GetProperty("requestId").GetString()!;

    private void Begun(JsonElement e)
    {
        var url = e.GetProperty("request").GetProperty("url").GetString()!;
        if (url.StartsWith("data:", StringComparison.Ordinal))
            return;
        _asked.Add(url);
        var type = e.GetProperty("type").GetString();
        // What the page before has open, or still asks for while the next is under way, goes with it, and nobody says
        // so.
        if (type == "Document" && !e.TryGetProperty("redirectResponse", out _))
        {
            _open.Clear();
            _document = e.GetProperty("loaderId").GetString();
        }
        if (type != "EventSource" && e.GetProperty("loaderId").GetString() == _document)
            _open[Id(e)] = url;
        if (e.TryGetProperty("redirectResponse", out var before))
            Add(before.GetProperty("encodedDataLength").GetDouble());
    }

    // A stream never ends: its head counts.
    private void Answered(JsonElement e)
    {
        if (e.GetProperty("response").GetProperty("mimeType").GetString() == "text/event-stream")
            Add(e.GetProperty("response").GetProperty("encodedDataLength").GetDouble());
    }

    private void Ended(string id, double bytes)
    {
        if (_open.TryRemove(id, out _))
            Add(bytes);
    }

    private void Add(double bytes)
    {
        double before;
        do before = _bytes;
        while (Interlocked.CompareExchange(ref _bytes, before + bytes, before) != before);
    }
}
