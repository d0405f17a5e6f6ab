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

    /// <summary>The fields that a kind adds to the form of a pool.</summary>
    /// <returns>The fields, empty; null where the kind adds none.</returns>
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
    /// <summary>Fills the fields from a pool's <c>trade</c>.</summary>
    void Read(JsonObject trade);

    /// <summary>Fields that must be whole numbers if they are filled in, with what was typed.</summary>
    IEnumerable<(string Field, string? Typed)> WholeNumbers { get; }

    /// <summary>Writes the fields into a pool's <c>trade</c>; a field that was left empty becomes no member.</summary>
    void Write(JsonObject trade);
}
