using System.Text.RegularExpressions;

namespace ReferralNetwork.Testing;

/// <summary>C# as a rule of the code reads it: whatever a formatter has broken over several lines stands
/// together.</summary>
public static partial class SourceCode
{
    /// <returns>As many lines as before: what is joined to a line leaves empty ones behind it.</returns>
    public static string Joined(string text)
    {
        var left = 0;
        return Break()
            .Replace(
                text,
                found =>
                {
                    var lines = found.Value.Count(c => c == '\n');
                    if (found.Groups["inside"].Success)
                    {
                        left += lines;
                        return "";
                    }
                    (lines, left) = (lines + left, 0);
                    return new string('\n', lines);
                }
            );
    }

    // After an opening bracket, and before a dot or a closing one.
    [GeneratedRegex(@"(?<inside>(?<=[(\[])[ ]*\n\s*|[ ]*\n\s*(?=[.)\]]))|\n")]
    private static partial Regex Break();
}
