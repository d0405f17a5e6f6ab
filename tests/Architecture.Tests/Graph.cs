using System.Text;

namespace ReferralNetwork.Architecture.Tests;

/// <summary>Who knows whom, by name.</summary>
internal sealed class Graph(IEnumerable<(string From, string To)> edges)
{
    private readonly SortedDictionary<string, SortedSet<string>> _known = new(
        edges
            .Where(edge => edge.From != edge.To)
            .GroupBy(edge => edge.From)
            .ToDictionary(
                known => known.Key,
                known => new SortedSet<string>(known.Select(edge => edge.To), StringComparer.Ordinal)
            ),
        StringComparer.Ordinal
    );

    /// <summary>One way round for each name that knows itself by way of others: <c>a > b > a</c>.</summary>
    public IEnumerable<string> Circles() =>
        _known.Keys.Select(name => Way(name, name)).OfType<string>().Select(way => way);

    /// <summary>A Mermaid flowchart; what is known by way of another is left out, so that it can be read.</summary>
    public string Picture()
    {
        var picture = new StringBuilder("```mermaid\nflowchart TD\n");
        foreach (var (name, known) in _known)
        foreach (var other in known.Where(other => !known.Any(between => between != other && Reaches(between, other))))
            picture.Append($"  {name.Replace(' ', '_')}[{name}] --> {other.Replace(' ', '_')}[{other}]\n");
        return picture.Append("```\n").ToString();
    }

    private bool Reaches(string from, string to) => Way(from, to) is not null;

    private string? Way(string from, string to)
    {
        var seen = new HashSet<string>();
        var ways = new Queue<(string At, string Way)>([(from, from)]);
        while (ways.TryDequeue(out var step))
            foreach (var next in _known.GetValueOrDefault(step.At) ?? [])
                if (next == to)
                    return $"{step.Way} > {next}";
                else if (seen.Add(next))
                    ways.Enqueue((next, $"{step.Way} > {next}"));
        return null;
    }
}
