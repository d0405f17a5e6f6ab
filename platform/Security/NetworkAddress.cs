using System.Net;
using Microsoft.AspNetCore.Http;

namespace ReferralNetwork.Platform.Security;

/// <summary>Where a request comes from, for what is counted by address.</summary>
public static class NetworkAddress
{
    /// <summary>In a service: as the gateway says, which lets nobody else say it.</summary>
    public static IPAddress? Of(HttpContext http) =>
        IPAddress.TryParse(http.Request.Headers["X-Forwarded-For"].ToString(), out var told)
            ? told
            : http.Connection.RemoteIpAddress;

    /// <summary>Of IPv6 the first half counts: the other is the caller's to choose.</summary>
    public static byte[] Counted(IPAddress? address) =>
        address switch
        {
            null => [],
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4().GetAddressBytes(),
            _ => address.GetAddressBytes() is { Length: > 4 } long6 ? long6[..8] : address.GetAddressBytes(),
        };
}
