namespace ReferralNetwork.Platform.Security;

/// <summary>
/// Fetches the issuer's documents where its metadata is: who is told an inner address for them need not reach the
/// public one, which the metadata names, nor trust its certificate.
/// </summary>
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
