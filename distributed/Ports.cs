using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ReferralNetwork.Distributed;

internal static class Ports
{
    // Below the range of ports for outgoing connections, one of which could take the port before its server does.
    private const int First = 15_000;
    private const int Last = 32_000;
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>A port of 127.0.0.1 that nobody uses now and that was not given out before, since the server that it
    /// was given to may not listen yet.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            if (!Given.TryAdd(port, true))
                continue;
            using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Somebody else has it: another is tried.
            }
        }
    }
}
