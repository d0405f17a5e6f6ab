namespace ReferralNetwork.Referrals.Features;

/// <summary>A file of the gazetteer, one place a line. Each line is checked by itself, so that a quote that is not
/// closed spoils its own line only, and not all that follow.</summary>
/// <param name="Text">The header and the lines that can be read.</param>
/// <param name="Lines">Number of each of them in the file, from 1.</param>
internal sealed record GazetteerFile(string Text, IReadOnlyList<int> Lines, IReadOnlyList<BadRow> Bad)
{
    /// <summary>What a decoder puts in place of bytes that are no UTF-8.</summary>
    private const char Undecoded = '\uFFFD';

    public static GazetteerFile Of(string text)
    {
        var lines = text.ReplaceLineEndings("\n")
            .Split('\n')
            .Select((line, at) => (Number: at + 1, Text: line, Fault: Fault(line)))
            .Where(line => line.Text.AsSpan().Trim().Length > 0)
            .ToList();
        var good = lines.Where(line => line.Fault is null).ToList();
        return new(
            string.Join('\n', good.Select(line => line.Text)),
            good.ConvertAll(line => line.Number),
            [.. lines.Where(line => line.Fault is not null).Select(line => new BadRow(line.Number, line.Fault!))]
        );
    }

    private static string? Fault(string line) =>
        line.Contains(Undecoded, StringComparison.Ordinal) ? "is not UTF-8"
        : line.Count(c => c == '"') % 2 > 0 ? "has a quote that is not closed"
        : null;
}
