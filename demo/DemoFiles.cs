using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Demo;

/// <summary>The demo's embedded files: those of no particular kind lie in this folder, each kind's own in its folder
/// (<c>services/&lt;kind&gt;/Demo</c>).</summary>
internal static class DemoFiles
{
    /// <summary>Reads the file of this name of every kind that has one.</summary>
    public static IEnumerable<(KindDescriptor Kind, T File)> OfKinds<T>(string name) =>
        KindDescriptor
            .All.Select(kind => (Kind: kind, File: Read<T>($"{kind.Route}/{name}")))
            .Where(one => one.File is not null)
            .Select(one => (one.Kind, one.File!));

    public static T Of<T>(string name) => Read<T>(name) ?? throw new FileNotFoundException(name);

    private static T? Read<T>(string name)
    {
        using var file = typeof(DemoFiles).Assembly.GetManifestResourceStream($"demo/{name}");
        return file is null ? default : JsonSerializer.Deserialize<T>(file, JsonSerializerOptions.Web);
    }
}
