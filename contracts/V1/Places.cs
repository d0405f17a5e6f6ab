using System.Runtime.Serialization;

namespace ReferralNetwork.Contracts.V1;

/// <summary>Places added or changed in the gazetteer, in pages.</summary>
[DataContract(Name = "places-changed.v1")]
public sealed record PlacesChanged(IReadOnlyList<Place> Places);

/// <summary>A service without places asks for all of them.</summary>
[DataContract(Name = "places-requested.v1")]
public sealed record PlacesRequested(DateTimeOffset At);

/// <summary>A province, district or commune.</summary>
/// <param name="Code">NCDD: 2, 4 or 6 digits.</param>
/// <param name="Inherited">True: the position is the parent's, for want of its own.</param>
public sealed record Place(string Code, LocalText Name, double Lat, double Lon, bool Inherited);
