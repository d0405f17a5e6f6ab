using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ReferralNetwork.Launch;

namespace ReferralNetwork.AllInOne;

/// <summary>Sends the NCDD gazetteer's files to the network, parents before children.</summary>
internal static class GazetteerImport
{
    private static readonly string[] Files = ["provinces.csv", "districts.csv", "communes.csv"];

    /// <returns>Whether every row was good.</returns>
    /// <exception cref="FileNotFoundException">The folder has none of the files.</exception>
    public static async Task<bool> Run(
        string folder,
        Uri network,
        string operatorToken,
        TextWriter output,
        CancellationToken ct
    )
    {
        var files = Files.Select(name => Path.Combine(folder, name)).Where(File.Exists).ToList();
        if (files.Count == 0)
            throw new FileNotFoundException($"{folder} has none of: {string.Join(", ", Files)}");

        using var api = new ApiClient(network);
        var good = true;
        foreach (var file in files)
        {
            using var csv = new ByteArrayContent(await File.ReadAllBytesAsync(file, ct));
            csv.Headers.ContentType = new MediaTypeHeaderValue("text/csv") { CharSet = "utf-8" };
            var (report, _) = await api.Send(HttpMethod.Post, "/api/gazetteer/import", operatorToken, csv, null, ct);
            good &= Print(Path.GetFileName(file), report, output);
        }
        return good;
    }

    private static bool Print(string file, JsonObject report, TextWriter output)
    {
        output.WriteLine(
            $"{file}: {report["added"]} added, {report["updated"]} updated, {report["unchanged"]} unchanged"
        );
        var inherited = report["inherited"]?.AsArray() ?? [];
        if (inherited.Count > 0)
            output.WriteLine(
                "  without a centroid, so with their parent's: "
                    + string.Join(", ", inherited.Select(code => (string?)code))
            );
        var bad = report["bad"]?.AsArray() ?? [];
        foreach (var row in bad)
            output.WriteLine($"  line {row!["line"]}: {row["reason"]}");
        return bad.Count == 0;
    }
}
