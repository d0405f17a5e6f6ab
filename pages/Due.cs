using ReferralNetwork.Contracts;

namespace ReferralNetwork.Pages;

/// <summary>The deadline that runs in a status: for the answer until there is one, then for the arrival.</summary>
public static class Due
{
    /// <param name="scheduled">The hour that was agreed; it replaces the deadline of the arrival.</param>
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

    /// <summary>The end of a medical window for the referrer; null without one, after arrival and after the referral's
    /// end.</summary>
    public static DateTimeOffset? Window(string status, DateTimeOffset? endsAt) =>
        Status.Open.Contains(status) && status != Status.InProgress ? endsAt : null;

    /// <summary>The end of a medical window for the provider's desk; null without one and after arrival.</summary>
    public static DateTimeOffset? Window(Api.InboxItem item) =>
        item.ArrivedAt is null ? item.MedicalWindowEndsAt : null;
}
