namespace ReferralNetwork.Identity.Features;

/// <summary>The network's address as clients know it: the <c>iss</c> of every token.</summary>
internal sealed record Issuer(string Address)
{
    public const string TokenPath = "/connect/token";
    public const string KeysPath = "/connect/jwks";

    public string Endpoint(string path) => Address.TrimEnd('/') + path;

    public static Issuer Of(IConfiguration configuration) =>
        new(configuration["Issuer:Address"] ?? throw new InvalidOperationException("Issuer:Address is not set"));
}
