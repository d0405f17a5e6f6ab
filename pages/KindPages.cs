using System.Reflection;
using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Pages;

/// <summary>The libraries that hold the kinds' own pages, texts and form fields, as their descriptors name
/// them.</summary>
public static class KindPages
{
    public static IReadOnlyList<(KindDescriptor Kind, Assembly Library)> All { get; } =
    [
        .. KindDescriptor
            .All.Where(kind => kind.Pages is not null)
            .Select(kind => (kind, Assembly.Load(kind.Pages!.Library))),
    ];

    /// <summary>What a kind's form of a pool asks beyond what every kind asks.</summary>
    /// <returns>As nobody has filled it in yet; null where the kind asks nothing.</returns>
    public static IPoolFields? PoolFieldsOf(KindDescriptor kind) =>
        All.Where(pages => pages.Kind == kind)
            .SelectMany(pages => pages.Library.DefinedTypes)
            .Where(type => type.IsAssignableTo(typeof(IPoolFields)))
            .Select(type => (IPoolFields)Activator.CreateInstance(type)!)
            .SingleOrDefault();
}

/// <summary>Fields of a pool's form, bound under <c>Fields</c>; the kind's partial <c>_PoolFields.{kind}</c> shows
/// them.</summary>
public interface IPoolFields
{
    /// <summary>Fills in what a pool has.</summary>
    void Read(JsonObject trade);

    /// <summary>Those that must be whole numbers if anything, as they were typed.</summary>
    IEnumerable<(string Field, string? Typed)> WholeNumbers { get; }

    /// <summary>A field that was left empty is no member.</summary>
    void Write(JsonObject trade);
}
