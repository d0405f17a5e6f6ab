namespace ReferralNetwork.Platform.Security;

/// <summary>
/// Fetches the issuer's documents where its metadata is: who is told an inner address for them need not reach the public
/// one, which the metadata names, nor trust its certificate.
/// </summary>
internal sealed class IssuerHandler : DelegatingHandler
{
    private readonly Uri _issuer;
    private readonly Uri _metadata;

    public IssuerHandler(Uri issuer, Uri metadata)
        : base(new ResilientHandler()) => (_issuer, _metadata) = (issuer, metadata);

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (Origin(request.RequestUri!) == Origin(_issuer))
            request.RequestUri = new Uri(_metadata, request.RequestUri!.PathAndQuery);
        return base.SendAsync(request, cancellationToken);
    }

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
