namespace ReferralNetwork.Pages.Api;

// What the pages show of the API's answers, in the API's words; members that no page shows are left out.

/// <summary>An answer that may hold only the beginning of a list.</summary>
public interface IShortened
{
    bool More { get; }
}

public sealed record ListOf<T>(IReadOnlyList<T> Items, string? NextCursor, bool More = false) : IShortened;
