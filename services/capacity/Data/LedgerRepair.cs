namespace ReferralNetwork.Capacity.Data;

/// <summary>Records that a pool's counters differed from the rows they stand for and were corrected. There should be
/// none.</summary>
internal sealed class LedgerRepair
{
    public required Guid Id { get; init; }
    public required Guid PoolId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required int HeldBefore { get; init; }
    public required int Held { get; init; }
    public required int WaitingBefore { get; init; }
    public required int Waiting { get; init; }
}
