using ReferralNetwork.Contracts;
using ReferralNetwork.Pages.Api;

namespace ReferralNetwork.Pages;

/// <summary>The clock that runs in a state: for the answer until there is one, then for the arrival.</summary>
public static class Due
{
    /// <param name="scheduled">The hour that was agreed: it comes before the deadline behind it.</param>
    /// <returns>Null when no clock runs.</returns>
    public static DateTimeOffset? Of(
        string status,
        DateTimeOffset? answer,
        DateTimeOffset? arrival,
        DateTimeOffset? scheduled = null
    ) =>
        status switch
        {
            Status.Requested or Status.Received => answer,
            Status.Accepted or Status.Ready => scheduled ?? arrival,
            _ => null,
        };

    /// <summary>The same for who sent her.</summary>
    public static DateTimeOffset? Window(string status, DateTimeOffset? endsAt) =>
        Status.Open.Contains(status) && status != Status.InProgress ? endsAt : null;

    /// <summary>Until a medical window ends; null without one, or when she has come: then nothing runs.</summary>
    public static DateTimeOffset? Window(Api.InboxItem item) =>
        item.ArrivedAt is null ? item.MedicalWindowEndsAt : null;
}
