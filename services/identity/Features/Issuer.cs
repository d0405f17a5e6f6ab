namespace ReferralNetwork.Identity.Features;

/// <summary>The network's address as clients know it: the <c>iss</c> of every token.</summary>
internal sealed record Issuer(string Address)
{
    public const string TokenPath = "/connect/token";
    public const string KeysPath = "/connect/jwks";
    public const string AuthorizationPath = "/connect/authorize";
    public const string RevocationPath = "/connect/revoke";
    public const string UserInfoPath = "/connect/userinfo";

    public string Endpoint(string path) => Address.TrimEnd('/') + path;

    public static Issuer Of(IConfiguration configuration) =>
        new(configuration["Issuer:Address"] ?? throw new InvalidOperationException("Issuer:Address is not set"));
}
