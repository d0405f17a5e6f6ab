using System.Reflection;

namespace ReferralNetwork.Testing;

/// <summary>Where the sources are, wherever the build puts its output.</summary>
public static class SourceTree
{
    public static string Root { get; } =
        typeof(SourceTree)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "Repository")
            .Value!;
}
