using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Platform.Data;

/// <summary>Woken when a transaction has committed, which may have written events; a poll covers a lost
/// wake-up.</summary>
internal sealed class CommitSignal : Signal;
