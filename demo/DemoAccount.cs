using System.Text.Json;
using ReferralNetwork.Launch;

namespace ReferralNetwork.Demo;

public sealed record DemoOrganisation(Guid Id, string Name);

/// <summary>A sign-in for pages and a client for the API, of one organisation and with the same roles.</summary>
public sealed record DemoAccount(
    string Label,
    DemoOrganisation Organisation,
    IReadOnlyList<string> Kinds,
    IReadOnlyList<string> Roles,
    string UserName,
    string Password,
    string ClientId,
    string ClientSecret
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string PathIn(string folder) => Path.Combine(folder, "demo-accounts.json");

    /// <returns>Empty where the demo was not loaded.</returns>
    public static IReadOnlyList<DemoAccount> Read(string folder) =>
        File.Exists(PathIn(folder))
            ? JsonSerializer.Deserialize<List<DemoAccount>>(File.ReadAllText(PathIn(folder)), Json)!
            : [];

    internal static void Write(string folder, IReadOnlyList<DemoAccount> accounts) =>
        PrivateFile.Write(PathIn(folder), JsonSerializer.Serialize(accounts, Json));
}
