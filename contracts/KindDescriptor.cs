using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReferralNetwork.Contracts;

/// <summary>
/// A kind of help, as everything outside its own folder knows it: read from <c>services/&lt;kind&gt;/kind.json</c>, so
/// that no list, route, deadline or figure of a kind is written anywhere else.
/// </summary>
public sealed record KindDescriptor
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new CodeListConverter() },
    };

    /// <summary>In the order in which pages name them.</summary>
    public static IReadOnlyList<KindDescriptor> All { get; } = [.. Read().OrderBy(kind => kind.Order)];

    /// <summary>The code in events, referrals and admissions, such as <c>shelter</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The path segment after <c>/api/</c>, which also names the service, such as <c>shelters</c>.</summary>
    public required string Route { get; init; }

    /// <summary>What a pool counts: bed, seat, appointment, matter.</summary>
    public required string Unit { get; init; }

    /// <summary>Its place among the kinds, from 1.</summary>
    public required int Order { get; init; }

    /// <summary>The list that says what a pool gives.</summary>
    public required Offer Gives { get; init; }

    /// <summary>Its own closed lists of codes, by name. <c>agenda</c>: what may be on the agenda of somebody
    /// accepted.</summary>
    public required IReadOnlyDictionary<string, CodeList> Lists { get; init; }

    /// <summary>How long a provider has to answer an emergency.</summary>
    public TimeSpan EmergencyAnswer { get; init; } = TimeSpan.FromHours(24);

    /// <summary>True where people stay overnight: siblings who stay together then need a place each.</summary>
    public bool Sleeping { get; init; }

    /// <summary>True where places can be kept for a group before its members are known.</summary>
    public bool TakesGroups { get; init; }

    /// <summary>Codes of <see cref="Offers"/> that help only within some hours of what happened. Empty: the kind asks
    /// for no medical window.</summary>
    public IReadOnlyList<string> InWindow { get; init; } = [];

    /// <summary>Codes of <see cref="Offers"/> that give no bed for the night.</summary>
    public IReadOnlyList<string> ByDayOnly { get; init; } = [];

    /// <summary>What is asked long after help has ended, and counted in the network's figures.</summary>
    public IReadOnlyList<Measure> Measures { get; init; } = [];

    /// <summary>Reasons for which an acceptance is refused for now, each with the page where the missing step is done;
    /// <c>{id}</c> stands for the attempt's id.</summary>
    public IReadOnlyDictionary<string, string> ComesFirst { get; init; } = new Dictionary<string, string>();

    /// <summary>Paths of its API, below <c>/api/{route}/</c>, that take a file.</summary>
    public IReadOnlyList<string> Uploads { get; init; } = [];

    /// <summary>Its own pages; null where it has none.</summary>
    public PageLibrary? Pages { get; init; }

    /// <summary>What a pool may give.</summary>
    [JsonIgnore]
    public CodeList Offers => Lists[Gives.List];

    /// <summary>What may be on an agenda; null where the kind has none.</summary>
    [JsonIgnore]
    public CodeList? Agenda => Lists.GetValueOrDefault("agenda");

    /// <returns>Null where there is no such kind.</returns>
    public static KindDescriptor? Find(string? code) => All.FirstOrDefault(kind => kind.Code == code);

    /// <exception cref="KeyNotFoundException">No such kind.</exception>
    public static KindDescriptor Of(string code) => Find(code) ?? throw new KeyNotFoundException("no such kind");

    /// <exception cref="KeyNotFoundException">No kind has this route.</exception>
    public static KindDescriptor At(string route) =>
        All.FirstOrDefault(kind => kind.Route == route) ?? throw new KeyNotFoundException("no such kind");

    private static IEnumerable<KindDescriptor> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith("kinds/", StringComparison.Ordinal))
        )
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            yield return JsonSerializer.Deserialize<KindDescriptor>(stream, Json)!;
        }
        // A further kind that the program itself brings: the tests' made-up one.
        if (AppContext.GetData("ReferralNetwork.KindFile") is string file)
            yield return JsonSerializer.Deserialize<KindDescriptor>(
                File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, file)),
                Json
            )!;
    }

    /// <param name="List">One of <see cref="Lists"/>, and the member of a pool's <c>trade</c> that holds its
    /// codes.</param>
    /// <param name="Many">True: a pool may give several of the codes; false: one.</param>
    public sealed record Offer(string List, bool Many);

    /// <param name="Library">Name of the assembly.</param>
    /// <param name="Folders">Who may open which of its pages.</param>
    /// <param name="Uploads">Paths of pages that take a file.</param>
    public sealed record PageLibrary(
        string Library,
        IReadOnlyList<PageFolder> Folders,
        IReadOnlyList<string>? Uploads = null
    );

    /// <param name="Name">The folder that the pages lie in.</param>
    /// <param name="Roles">One of these roles is needed; a provider's role counts only in an organisation that is
    /// admitted for the kind.</param>
    /// <param name="Path">Address of its first page, for the menu; null: it is not in the menu.</param>
    public sealed record PageFolder(string Name, IReadOnlyList<string> Roles, string? Path = null);

    /// <param name="Code">Its name in the figures.</param>
    /// <param name="Months">How many months after the end of help it is asked.</param>
    /// <param name="List">One of <see cref="Lists"/>: what can be answered.</param>
    public sealed record Measure(string Code, int Months, string List);

    private sealed class CodeListConverter : JsonConverter<CodeList>
    {
        public override CodeList Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<string[]>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, CodeList value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToArray(), options);
    }
}
