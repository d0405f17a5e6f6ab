using System.Globalization;
using System.Text;

namespace ReferralNetwork.Bench.Reports;

internal static class Markdown
{
    public static string Of(Result result)
    {
        var text = new StringBuilder();
        var goals = result.Rows.Where(row => row.Met is not null).ToList();
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            # Measured

            {result.Date}, commit {result.Commit}, {result.Machine}; {string.Join(
                ", ",
                result.Versions.Select(version => $"{version.Key} {version.Value}")
            )}.
            Servers and load generator share the machine. {goals.Count(row =>
                row.Met == true
            )} of {goals.Count} goals are met. Repeat it with `./bench`.

            ![Each row against its goal](latest.svg)

            A ratio is this project's figure over its yardstick's, both measured in one run in turns (A B A B, {result.Pairs} pairs, a first
            pair to warm up not counted); the value is the median of the pairs, with the lowest and the highest behind it. Throughput is a
            closed loop (`wrk` for HTTP), latency an open one, counted from when a call was due; what fails counts as a minute. Rows
            without a goal are yardsticks or tell more about the row above them.

            | id | what | value | range | goal | met | |
            |---|---|---|---|---|---|---|

            """
        );
        foreach (var row in result.Rows)
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {row.Id} | {row.What} | {(row.Value is null ? "-" : $"{Number(row.Value)}{Unit(row)}")} | {(row.Value is null ? "-" : $"{Number(row.Low)}-{Number(row.High)}")} | {Goal(row)} | {Met(row)} | {row.Note.Replace('|', '/')} |\n"
            );
        return text.ToString();
    }

    public static string Number(double? value) =>
        value!.Value.ToString(value >= 100 ? "N0" : "0.###", CultureInfo.InvariantCulture);

    public static string Unit(Line row) => row.Unit == Goals.Ratio ? "" : $" {row.Unit}";

    public static string Goal(Line row) =>
        row.Goal is null ? "" : $"{(row.AtLeast == true ? ">=" : "<=")} {Number(row.Goal)}{Unit(row)}";

    public static string Met(Line row) =>
        row.Met switch
        {
            true => "yes",
            false => "**missed**",
            null => "",
        };
}
