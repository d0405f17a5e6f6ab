using System.Runtime.Serialization;

namespace ReferralNetwork.Contracts.V1;

/// <summary>The state of an organisation, published at each change and whenever a service asks. The highest
/// <see cref="Version"/> wins.</summary>
/// <param name="Kinds">Codes of what it is admitted to provide; empty for one that only refers.</param>
/// <param name="Again">True: sent because a service asked; a receiver that learns something new from it had missed an
/// event.</param>
[DataContract(Name = "organisation-changed.v1")]
public sealed record OrganisationChanged(
    Guid OrganisationId,
    LocalText Name,
    IReadOnlyList<string> Kinds,
    bool Suspended,
    int Version,
    DateTimeOffset At,
    bool Again = false
);

/// <summary>Asks identity to publish every organisation again; sent at each service's start and each night.</summary>
/// <param name="By">Name of the service that asks.</param>
[DataContract(Name = "organisations-requested.v1")]
public sealed record OrganisationsRequested(string By, DateTimeOffset At);
