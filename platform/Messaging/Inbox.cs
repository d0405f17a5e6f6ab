namespace ReferralNetwork.Platform.Messaging;

/// <summary>A message that a consumer has handled. Kept for <see cref="Keep"/>, longer than any sender
/// retries.</summary>
internal sealed class InboxRow
{
    public static readonly TimeSpan Keep = TimeSpan.FromDays(7);

    public required Guid MessageId { get; init; }
    public required string Consumer { get; init; }
    public required byte[] BodyHash { get; init; }
    public required DateTimeOffset At { get; init; }
}
