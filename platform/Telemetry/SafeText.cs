using System.Diagnostics;

namespace ReferralNetwork.Platform.Telemetry;

/// <summary>
/// An exception as logs and failure rows may hold it: types and where, never the message, which may carry values.
/// </summary>
public static class SafeText
{
    public static string Of(Exception e)
    {
        var where = new StackTrace(e).GetFrames()
            .Select(frame => frame.GetMethod())
            .Where(method => method?.DeclaringType?.Namespace?.StartsWith("ReferralNetwork", StringComparison.Ordinal) == true)
            .Take(3).Select(method => $"{method!.DeclaringType!.Name}.{method.Name}");
        var types = new List<string>();
        for (Exception? x = e; x is not null && types.Count < 4; x = x.InnerException) types.Add(x.GetType().Name);
        return $"{string.Join(" < ", types)} at {string.Join(" < ", where)}";
    }
}
