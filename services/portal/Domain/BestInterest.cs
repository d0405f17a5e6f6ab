using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Portal.Domain;

/// <summary>The best-interest record for a child, as it is typed.</summary>
internal sealed class BestInterest
{
    public string? Role { get; set; }
    public string? Options { get; set; }
    public string? Views { get; set; }
    public string? Why { get; set; }

    public bool IsEmpty => Missing.Count == All.Length;

    /// <summary>Names of the fields that were left empty.</summary>
    public IReadOnlyList<string> Missing =>
        [.. All.Where(one => VisibleText.IsBlank(one.Text)).Select(one => one.Field)];

    private (string Field, string? Text)[] All =>
        [(nameof(Role), Role), (nameof(Options), Options), (nameof(Views), Views), (nameof(Why), Why)];

    /// <param name="at">When it was judged: while she is asked.</param>
    /// <returns>Null where nothing was typed.</returns>
    public object? Sent(DateTimeOffset at) =>
        IsEmpty
            ? null
            : new
            {
                role = Role,
                at,
                options = Options,
                views = Views,
                why = Why,
            };
}
