namespace ReferralNetwork.Gateway;

/// <summary>The network's whole API as OpenAPI: the checked-in <c>openapi.json</c>, which a test compares with what the
/// services say of themselves. So it is complete even while a service is away or still starting.</summary>
internal static class ApiDocument
{
    private static readonly byte[] Document = Read();

    public static void MapApiDocument(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/openapi/v1.json", () => Results.Bytes(Document, "application/json")).AllowAnonymous();

    private static byte[] Read()
    {
        using var file = typeof(ApiDocument).Assembly.GetManifestResourceStream("openapi.json")!;
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
