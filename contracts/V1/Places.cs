using System.Runtime.Serialization;

namespace ReferralNetwork.Contracts.V1;

/// <summary>Places added or changed in the gazetteer, in pages.</summary>
[DataContract(Name = "places-changed.v1")]
public sealed record PlacesChanged(IReadOnlyList<Place> Places);

/// <summary>Asks referrals to publish all places of the gazetteer again; sent at each service's start and each
/// night.</summary>
[DataContract(Name = "places-requested.v1")]
public sealed record PlacesRequested(DateTimeOffset At);

/// <summary>A province, district or commune.</summary>
/// <param name="Code">NCDD: 2, 4 or 6 digits.</param>
/// <param name="Inherited">True: the place has no position of its own, so this is its parent's.</param>
public sealed record Place(string Code, LocalText Name, double Lat, double Lon, bool Inherited);
