namespace ReferralNetwork.Identity.Domain;

/// <summary>Where people who signed in may be sent, and how.</summary>
internal static class RedirectUris
{
    public const int MaxLength = 500;
    public const int MaxCount = 5;

    /// <summary>Over TLS, or to a program on the person's own machine; no fragment (RFC 6749, 3.1.2) and no user name
    /// in it.</summary>
    public static bool IsAllowed(string? text) =>
        text is { Length: <= MaxLength }
        && text.All(c => c is > ' ' and <= '~')
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.UserInfo.Length == 0
        && !text.Contains('#', StringComparison.Ordinal)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    public static string With(string uri, params IEnumerable<(string Name, string? Value)> parameters) =>
        uri
        + (uri.Contains('?', StringComparison.Ordinal) ? '&' : '?')
        + string.Join(
            '&',
            parameters.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}")
        );
}
