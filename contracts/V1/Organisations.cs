using System.Runtime.Serialization;

namespace ReferralNetwork.Contracts.V1;

/// <summary>What an organisation is, as often as it changes and whenever somebody asks. The highest
/// <see cref="Version"/> wins.</summary>
/// <param name="Kinds">Codes of what it is admitted to provide; empty for one that only refers.</param>
/// <param name="Again">Told because somebody asked: whoever learns something from it had missed it.</param>
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

/// <summary>A service that has just started asks what the organisations are: each is told again.</summary>
/// <param name="By">The service.</param>
[DataContract(Name = "organisations-requested.v1")]
public sealed record OrganisationsRequested(string By, DateTimeOffset At);
