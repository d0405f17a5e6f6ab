using System.Reflection;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Contracts.Tests;

/// <summary>The records of the wire, by reflection: a new one cannot be forgotten.</summary>
internal static class Events
{
    public static readonly IReadOnlyList<Type> Records =
    [
        .. typeof(AttemptChanged)
            .Assembly.GetExportedTypes()
            .Where(type => type.Namespace == typeof(AttemptChanged).Namespace)
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>What is no part of another travels by itself.</summary>
    public static readonly IReadOnlyList<Type> All =
    [
        .. Records.Except(Records.SelectMany(Members).Select(member => Core(member.PropertyType))),
    ];

    public static IEnumerable<PropertyInfo> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    /// <summary>Without list and nullability.</summary>
    public static Type Core(Type type) => type.IsGenericType ? Core(type.GetGenericArguments()[0]) : type;

    public static TheoryData<string> Names => [.. All.Select(type => type.Name)];

    public static Type Named(string name) => All.Single(type => type.Name == name);
}
