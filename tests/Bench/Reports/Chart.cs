using System.Globalization;
using System.Text;

namespace ReferralNetwork.Bench.Reports;

/// <summary>One bar a goal: as long as the goal is reached, with a line where it is. A bar that is too short is named,
/// not only red.</summary>
internal static class Chart
{
    private const int Left = 190,
        Reached = 330,
        Width = 960,
        Height = 24,
        Top = 48;

    // A goal passed threefold looks no better than twofold and a half.
    private const double Longest = 2.4;

    public static string Of(Result result)
    {
        var rows = result.Rows.Where(row => row.Goal is not null).ToList();
        var (svg, bottom) = (new StringBuilder(), Top + (rows.Count * Height));
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{bottom + 16}" viewBox="0 0 {Width} {bottom
                + 16}" role="img" aria-label="Each row against its goal" font-family="sans-serif" font-size="13">
            <rect width="100%" height="100%" fill="#fff"/>
            <text x="{Left + Scale(1)}" y="20" text-anchor="middle">goal</text>
            <text x="{Left}" y="36" fill="#555">longer is better; rows where less is better are turned round</text>

            """
        );
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, y) = (rows[i], Top + (i * Height));
            var (color, word) =
                row.Met == true ? ("#1b7f4d", "met") : ("#b3261e", row.Value is null ? "FAILED" : "MISSED");
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""
                <text x="{Left - 8}" y="{y + 16}" text-anchor="end">{row.Id}</text>
                <rect x="{Left}" y="{y + 3}" width="{Scale(Reach(row)):0}" height="{Height - 6}" fill="{color}"/>
                <text x="{Left + Scale(Math.Max(Reach(row), 1)) + 8:0}" y="{y + 16}">{word}: {Figure(row)} (goal {(
                    row.AtLeast == true ? "≥" : "≤"
                )} {Markdown.Number(row.Goal)}{Markdown.Unit(row)})</text>

                """
            );
        }
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line x1=\"{Left + Scale(1)}\" y1=\"26\" x2=\"{Left + Scale(1)}\" y2=\"{bottom}\""
        );
        svg.Append(" stroke=\"#222\" stroke-dasharray=\"4 3\"/>\n</svg>\n");
        return svg.ToString();
    }

    private static string Figure(Line row) =>
        row.Value is null ? "no value" : $"{Markdown.Number(row.Value)}{Markdown.Unit(row)}";

    private static double Scale(double reach) => reach * Reached / 2;

    private static double Reach(Line row) =>
        row.Value is not > 0
            ? 0
            : Math.Min(
                Longest,
                row.AtLeast == true ? row.Value.Value / row.Goal!.Value : row.Goal!.Value / row.Value.Value
            );
}
