using ReferralNetwork.Launch;

namespace ReferralNetwork.AllInOne;

/// <param name="DataFolder">Holds the services' SQLite files and the keys; only one process at a time may use
/// it.</param>
public sealed record NetworkOptions(string DataFolder)
{
    /// <summary>The gateway's port on 127.0.0.1, the only address that this process listens on; 0 takes any free
    /// port.</summary>
    public int Port { get; init; }

    /// <summary>Loads the fictional network into a folder that holds none yet.</summary>
    public bool Demo { get; init; }

    /// <summary>With the demo, also loads cases under way and past months.</summary>
    public bool Cases { get; init; }

    /// <summary>The clock of a module, by its name; the system's where null.</summary>
    public Func<string, TimeProvider?>? Time { get; init; }

    /// <summary>Changes the logging that all hosts share, such as its level or its target.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }

    /// <summary>Settings for every module and the gateway; they override the environment.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Further modules beside the product's, such as the tests' made-up kind.</summary>
    public IReadOnlyList<Module> More { get; init; } = [];

    /// <summary>Called with the address as soon as the gateway answers, before the demo is loaded.</summary>
    public Action<Uri>? Listening { get; init; }

    /// <summary>Called with a description of each step as it begins.</summary>
    public Action<string>? Progress { get; init; }
}
