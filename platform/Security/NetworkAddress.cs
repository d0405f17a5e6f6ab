using System.Net;
using Microsoft.AspNetCore.Http;

namespace ReferralNetwork.Platform.Security;

/// <summary>The network address that a request comes from, for what is counted by it.</summary>
public static class NetworkAddress
{
    /// <summary>In a service: as the gateway's header says, which the gateway takes from no caller.</summary>
    public static IPAddress? Of(HttpContext http) =>
        IPAddress.TryParse(http.Request.Headers["X-Forwarded-For"].ToString(), out var told)
            ? told
            : http.Connection.RemoteIpAddress;

    /// <summary>The bytes by which an address is counted: of IPv6 the first half, since the caller can choose the
    /// other.</summary>
    public static byte[] RateLimitKey(IPAddress? address) =>
        address switch
        {
            null => [],
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4().GetAddressBytes(),
            _ => address.GetAddressBytes() is { Length: > 4 } long6 ? long6[..8] : address.GetAddressBytes(),
        };
}
