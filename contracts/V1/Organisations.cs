namespace ReferralNetwork.Contracts.V1;

/// <summary>An organisation takes part in the network, or is suspended from it. The highest <see cref="Version"/> wins.</summary>
public sealed record OrganisationStanding(Guid OrganisationId, bool Suspended, int Version, DateTimeOffset At);
