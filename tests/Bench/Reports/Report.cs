using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReferralNetwork.Bench.Reports;

/// <summary>A row as it is shown.</summary>
/// <param name="Value">Median of the pairs; null: not measured.</param>
/// <param name="Goal">Null: none.</param>
internal sealed record Line(
    string Id,
    string What,
    string Unit,
    double? Value,
    double? Low,
    double? High,
    double? Goal,
    bool? AtLeast,
    bool? Met,
    string Note
);

internal sealed record Result(
    IReadOnlyList<Line> Rows,
    string Machine,
    string Commit,
    string Date,
    int Pairs,
    IReadOnlyDictionary<string, string> Versions
);

/// <summary>The table on the console; table, JSON and chart in a folder.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    /// <param name="part">Only what was measured; else every row there is.</param>
    /// <returns>1 where a row could not be measured. A goal that is missed is told and is no failure of the
    /// bench.</returns>
    public static int Write(Run run, bool part, string folder)
    {
        run.Versions[".NET"] = Environment.Version.ToString();
        if (Machine.Wrk is { } wrk)
            run.Versions["wrk"] = wrk;
        var rows = Goals
            .Rows.Where(row => !part || run.Rows.ContainsKey(row.Id) || run.Failures.ContainsKey(row.Id))
            .Select(row => Of(run, row))
            .ToList();
        var result = new Result(
            rows,
            Machine.Description,
            Machine.Commit,
            DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            run.Pairs,
            run.Versions
        );
        Directory.CreateDirectory(folder);
        var table = Markdown.Of(result);
        File.WriteAllText(Path.Combine(folder, "README.md"), table);
        File.WriteAllText(Path.Combine(folder, "latest.json"), JsonSerializer.Serialize(result, Json) + "\n");
        File.WriteAllText(Path.Combine(folder, "latest.svg"), Chart.Of(result));
        Console.WriteLine(table);
        return run.Failures.Count > 0 ? 1 : 0;
    }

    private static Line Of(Run run, Definition row)
    {
        var measured = run.Rows.GetValueOrDefault(row.Id);
        var failure = measured is not null ? null : $"failed: {run.Failures.GetValueOrDefault(row.Id, "not reached")}";
        return new(
            row.Id,
            row.What,
            row.Unit,
            Rounded(measured?.Median),
            Rounded(measured?.Low),
            Rounded(measured?.High),
            row.Goal?.Limit,
            row.Goal?.AtLeast,
            row.Goal is null ? null : measured is not null && row.Goal.IsMet(measured.Median),
            failure ?? measured!.Note
        );
    }

    private static double? Rounded(double? value) =>
        value is { } v
            ? Math.Round(
                v,
                v >= 100 ? 0
                    : v >= 10 ? 1
                    : v >= 1 ? 2
                    : 3
            )
            : null;
}
