namespace ReferralNetwork.Platform.Messaging;

/// <summary>Carries events between services, within one process or over a broker; the events are the same.</summary>
internal interface IBus
{
    /// <summary>False: the bus takes nothing now, and publishing would only wait.</summary>
    bool IsUp { get; }

    /// <returns>For each message, whether it is safe with the bus; the others stay with the sender.</returns>
    Task<bool[]> Publish(IReadOnlyList<Envelope> batch, CancellationToken ct);
}
