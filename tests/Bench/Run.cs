using ReferralNetwork.Bench.Load;

namespace ReferralNetwork.Bench;

/// <summary>A measured row: one value a pair.</summary>
/// <param name="Note">The figures behind it, or what went wrong in between.</param>
internal sealed record Measured(IReadOnlyList<double> Values, string Note)
{
    public double Median => Percentile.Of([.. Values.Order()], 0.5);
    public double Low => Values.Min();
    public double High => Values.Max();
}

/// <summary>What one run of the bench is given and what it has found so far.</summary>
/// <param name="programs">Where the built services lie.</param>
/// <param name="quick">One pair and short: to see that it works, not to be believed.</param>
internal sealed class Run(string programs, bool quick) : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("network-bench-");
    private Servers? _servers;

    public Dictionary<string, Measured> Rows { get; } = [];
    public Dictionary<string, string> Failures { get; } = [];
    public SortedDictionary<string, string> Versions { get; } = [];

    public int Pairs => quick ? 1 : 5;
    public bool Quick => quick;

    public TimeSpan Time(double seconds) => TimeSpan.FromSeconds(quick ? Math.Min(seconds, 2) : seconds);

    /// <summary>A new folder of this run.</summary>
    public string Folder(string name) => _folder.CreateSubdirectory(name).FullName;

    public string Program(string name) => Path.Combine(programs, $"ReferralNetwork.{name}.dll");

    public string Programs => programs;

    /// <summary>A broker and a database of this run alone, started when first asked for.</summary>
    public async Task<Servers> Servers() => _servers ??= await Bench.Servers.Start(Folder("servers"), Versions);

    public async Task StopServers()
    {
        if (_servers is not null)
            await _servers.DisposeAsync();
        _servers = null;
    }

    public void Add(string id, IEnumerable<double> values, string note = "") =>
        Rows[id] = new Measured([.. values], note);

    /// <summary>p50 and p99 of several runs as two rows.</summary>
    public void Add(string id, IReadOnlyList<Latencies> runs, string note = "")
    {
        var failed = runs.Sum(run => run.Failed);
        if (failed > 0)
            note = $"{failed} of {runs.Sum(run => run.Count)} failed and count as a minute each. {note}";
        Add(id, runs.Select(run => run.At(0.50)), note);
        Add($"{id}-p99", runs.Select(run => run.At(0.99)), note);
    }

    /// <summary>
    /// A B A B …: the sides take turns, so that what slows the machine slows both; a first turn to warm up is not
    /// counted.
    /// </summary>
    /// <returns>For each turn, every side's value.</returns>
    public async Task<IReadOnlyList<T[]>> Turns<T>(params Func<Task<T>>[] sides)
    {
        var turns = new List<T[]>();
        for (var turn = 0; turn <= Pairs; turn++)
        {
            var values = new T[sides.Length];
            for (var side = 0; side < sides.Length; side++)
                values[side] = await sides[side]();
            if (turn > 0)
                turns.Add(values);
        }
        return turns;
    }

    public async ValueTask DisposeAsync()
    {
        await StopServers();
        _folder.Delete(recursive: true);
    }
}
