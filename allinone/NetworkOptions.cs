using ReferralNetwork.Launch;

namespace ReferralNetwork.AllInOne;

/// <param name="DataFolder">The services' SQLite files and the keys; one process at a time.</param>
public sealed record NetworkOptions(string DataFolder)
{
    /// <summary>On 127.0.0.1, which is all that this process listens on; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>Loads the fictional network into a folder that holds none yet.</summary>
    public bool Demo { get; init; }

    /// <summary>With the demo, cases under way and months gone by.</summary>
    public bool Cases { get; init; }

    /// <summary>The clock of a module, by its name; the system's where null.</summary>
    public Func<string, TimeProvider?>? Time { get; init; }

    /// <summary>Over what logs do alike: another level, another place.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }

    /// <summary>Every module's and the gateway's, over the environment's.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Modules beside those of the product: the tests' made-up kind.</summary>
    public IReadOnlyList<Module> More { get; init; } = [];

    /// <summary>Told the address as soon as somebody answers there; the demo is loaded after that.</summary>
    public Action<Uri>? Listening { get; init; }

    /// <summary>Told what is being done, as it goes on.</summary>
    public Action<string>? Progress { get; init; }
}
