using System.Net.Security;

namespace ReferralNetwork.Launch;

/// <summary>Clients of the network on this machine.</summary>
public static class Local
{
    public static HttpClient Client(Uri network, TimeSpan timeout) =>
        new(
            new SocketsHttpHandler
            {
                UseCookies = false,
                // A certificate is made out to the network's public name, not to this machine's own address.
                SslOptions = new()
                {
                    RemoteCertificateValidationCallback = (_, _, _, errors) =>
                        errors == SslPolicyErrors.None || network.IsLoopback,
                },
            }
        )
        {
            BaseAddress = network,
            Timeout = timeout,
        };
}
