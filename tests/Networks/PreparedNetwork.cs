using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using ReferralNetwork.AllInOne;

namespace ReferralNetwork.Networks;

/// <summary>
/// The data folder of a network in one process as it is after its first start, with the demo or without. It is made
/// once for a build of the product and then copied: migrating and loading take seconds, and have tests of their own.
/// </summary>
public static class PreparedNetwork
{
    // Counts of the demo grow old after a day.
    private static readonly TimeSpan MostAge = TimeSpan.FromHours(6);

    private static readonly string Templates = Path.Combine(SourceTree.Root, "artifacts", "test-networks");

    /// <summary>Starts a network in the folder of <paramref name="options"/>, which must be empty.</summary>
    public static async Task<Network> Start(NetworkOptions options)
    {
        await CopyTo(options.DataFolder, options.Demo);
        return await Network.Start(options);
    }

    public static async Task CopyTo(string folder, bool demo)
    {
        var template = Path.Combine(Templates, Key(), demo ? "demo" : "empty");
        Directory.CreateDirectory(Templates);
        await using (await Lock(Path.Combine(Templates, "lock")))
            if (!Directory.Exists(template))
                await Make(template, demo);
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(template))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    private static async Task Make(string template, bool demo)
    {
        var build = Path.GetDirectoryName(template);
        foreach (var old in Directory.EnumerateDirectories(Templates).Where(old => old != build))
            Directory.Delete(old, recursive: true);
        var fresh = template + ".new";
        if (Directory.Exists(fresh))
            Directory.Delete(fresh, recursive: true);
        await using (
            await Network.Start(
                new NetworkOptions(fresh)
                {
                    Demo = demo,
                    Logging = log => log.ClearProviders(),
                    Settings = new Dictionary<string, string?>
                    {
                        ["Limits:Client:Burst"] = "1000000",
                        ["Limits:Address:Burst"] = "1000000",
                        ["Limits:Guess:Burst"] = "1000000",
                    },
                }
            )
        ) { }
        Directory.Move(fresh, template);
    }

    /// <returns>Another for each build of the product, and for each few hours.</returns>
    private static string Key()
    {
        var hours = TimeProvider.System.GetUtcNow().Ticks / MostAge.Ticks;
        var product = Directory
            .EnumerateFiles(AppContext.BaseDirectory, "ReferralNetwork.*.dll")
            .Where(file => !Path.GetFileName(file).Contains("Test", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Build);
        var key = SHA256.HashData(
            Encoding.UTF8.GetBytes($"{hours.ToString(CultureInfo.InvariantCulture)} {string.Join(' ', product)}")
        );
        return Convert.ToHexStringLower(key.AsSpan(0, 8));
    }

    private static Guid Build(string assembly)
    {
        using var pe = new PEReader(File.OpenRead(assembly));
        var metadata = pe.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    // Another test program may be making it.
    private static async Task<FileStream> Lock(string file) =>
        await Eventually.Get(
            () => Task.FromResult(TryLock(file)),
            held => held is not null,
            "the template of the demo is free"
        ) ?? throw new TimeoutException();

    private static FileStream? TryLock(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
