using System.Security.Cryptography;

namespace ReferralNetwork.Launch;

/// <summary>The one-time code that creates the first operator: 120 random bits, kept in the data folder until it is
/// used.</summary>
public static class SetupCodeFile
{
    // Crockford's base 32: no letter that reads as a digit.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static string PathIn(string folder) => Path.Combine(folder, "setup-code");

    public static string New() => RandomNumberGenerator.GetString(Alphabet, 24);

    public static string ReadOrCreate(string folder)
    {
        if (!File.Exists(PathIn(folder)))
            PrivateFile.Write(PathIn(folder), New());
        return File.ReadAllText(PathIn(folder));
    }

    public static void Delete(string folder) => File.Delete(PathIn(folder));
}
