using System.Data.Common;
using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ReferralNetwork.Platform.Telemetry;

/// <summary>An exception as logs and failure rows may hold it: types and places in the code, never the message, which
/// may carry values.</summary>
public static partial class SafeText
{
    public static string Of(Exception e)
    {
        var where = new StackTrace(e)
            .GetFrames()
            .Select(frame => frame.GetMethod())
            .Where(method =>
                method?.DeclaringType?.Namespace?.StartsWith("ReferralNetwork", StringComparison.Ordinal) == true
            )
            .Take(3)
            .Select(method => Place(method!));
        var types = new List<string>();
        for (Exception? x = e; x is not null && types.Count < 4; x = x.InnerException)
            types.Add(Name(x));
        return $"{string.Join(" < ", types)} at {string.Join(" < ", where)}";
    }

    // SqlState, a database's five-character error code, tells what the type alone does not.
    private static string Name(Exception e) =>
        e is DbException { SqlState: { } state } ? $"{e.GetType().Name} {state}" : e.GetType().Name;

    // Async methods and lambdas run in types that the compiler makes: <Handle>d__4.MoveNext within their own class.
    private static string Place(MethodBase method)
    {
        var type = method.DeclaringType!;
        var name = Written().Match($"{type.Name}.{method.Name}") is { Success: true } written
            ? written.Groups[1].Value
            : method.Name;
        while (type.Name.StartsWith('<') && type.DeclaringType is { } outer)
            type = outer;
        return $"{type.Name}.{name}";
    }

    [GeneratedRegex(@"<(\w+)>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Written();
}
