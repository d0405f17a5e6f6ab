using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ReferralNetwork.Bench.Load;

/// <summary>
/// One HTTP/1.1 connection that sends the same bytes again and again: on two cores shared with the server, a whole HTTP
/// client would be most of what is measured.
/// </summary>
internal sealed class RawHttp : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request;
    private readonly byte[] _answer = new byte[1024 * 1024];

    private RawHttp(byte[] request) => _request = request;

    public static async Task<IReadOnlyList<RawHttp>> Connect(int connections, Ask ask)
    {
        var all = Enumerable.Range(0, connections).Select(_ => new RawHttp(Bytes(ask))).ToList();
        foreach (var one in all)
            await one._socket.ConnectAsync(ask.Url.Host, ask.Url.Port);
        return all;
    }

    /// <returns>Whether the answer was 2xx.</returns>
    public async Task<bool> Send(long number)
    {
        await _socket.SendAsync(_request);
        var length = 0;
        do
        {
            var read = await _socket.ReceiveAsync(_answer.AsMemory(length));
            if (read == 0)
                throw new IOException("the server closed the connection");
            length += read;
        } while (!IsWhole(_answer.AsSpan(0, length)));
        return _answer[9] == (byte)'2';
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        var at = answer[..head].IndexOf("Content-Length: "u8);
        if (at < 0)
            return answer.EndsWith("0\r\n\r\n"u8);
        var digits = answer[(at + 16)..];
        return answer.Length
            >= head + 4 + int.Parse(digits[..digits.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(Ask ask)
    {
        var head = new StringBuilder($"{ask.Method} {ask.Url.PathAndQuery} HTTP/1.1\r\nHost: {ask.Url.Authority}\r\n");
        foreach (var (name, value) in ask.Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (ask.Body is not null)
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(ask.Body)}\r\n");
        return Encoding.UTF8.GetBytes($"{head}\r\n{ask.Body}");
    }

    public void Dispose() => _socket.Dispose();
}

/// <summary>One request, to be sent many times.</summary>
internal sealed record Ask(Uri Url, string? Token = null, string? Body = null)
{
    public string Method => Body is null ? "GET" : "POST";

    public IEnumerable<(string Name, string Value)> Headers
    {
        get
        {
            if (Token is not null)
                yield return ("Authorization", $"Bearer {Token}");
            if (Body is not null)
                yield return ("Content-Type", "application/json");
        }
    }

    /// <summary>p50 and p99 at half and at four fifths of what the same connections reach in a closed loop.</summary>
    public async Task<IReadOnlyList<Latencies>> Open(TimeSpan time)
    {
        var connections = await RawHttp.Connect(64, this);
        var workers = connections.Select(one => (Func<long, Task<bool>>)one.Send).ToList();
        var most = await OpenLoop.Closed(time, workers);
        var half = await OpenLoop.Run(most * 0.5, time, workers);
        var fourFifths = await OpenLoop.Run(most * 0.8, time, workers);
        foreach (var one in connections)
            one.Dispose();
        return [half, fourFifths];
    }
}
