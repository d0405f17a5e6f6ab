namespace ReferralNetwork.Platform.Messaging;

/// <summary>Carries events between services: within one process, or over a broker. What it carries is the
/// same.</summary>
internal interface IBus
{
    /// <summary>False: nothing is taken now, and asking would only wait.</summary>
    bool IsUp { get; }

    /// <returns>For each message, whether it is safe with the bus; the others stay with the sender.</returns>
    Task<bool[]> Publish(IReadOnlyList<Envelope> batch, CancellationToken ct);
}
