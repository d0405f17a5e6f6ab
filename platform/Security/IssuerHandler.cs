namespace ReferralNetwork.Platform.Security;

/// <summary>Sends requests for the issuer's public address to the address of its metadata: a service that was given an
/// internal address for that need not reach the public one, nor trust its certificate.</summary>
internal sealed class IssuerHandler(Uri issuer, Uri metadata) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (Origin(request.RequestUri!) == Origin(issuer))
            request.RequestUri = new Uri(metadata, request.RequestUri!.PathAndQuery);
        return base.SendAsync(request, cancellationToken);
    }

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
