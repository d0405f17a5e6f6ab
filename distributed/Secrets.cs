using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Launch;

namespace ReferralNetwork.Distributed;

/// <summary>Passwords that the processes of one data folder share; made at the first start, in a file that only its
/// owner may read.</summary>
internal sealed record Secrets(string Database, string Broker, string Portal)
{
    public static Secrets ReadOrCreate(string folder)
    {
        var path = Path.Combine(folder, "secrets.json");
        if (!File.Exists(path))
            PrivateFile.Write(path, JsonSerializer.Serialize(new Secrets(New(), New(), New())));
        return JsonSerializer.Deserialize<Secrets>(File.ReadAllText(path))!;
    }

    private static string New() => RandomNumberGenerator.GetHexString(48, lowercase: true);
}
