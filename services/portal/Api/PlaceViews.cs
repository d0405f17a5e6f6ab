using System.Text.Json.Nodes;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Portal.Api;

internal sealed record AreaView(string Province, string? District, LocalText? Name);

internal sealed record FoundPool(
    Guid PoolId,
    string Kind,
    LocalText Name,
    Named Organisation,
    Guid SiteId,
    AreaView Area,
    bool Protected,
    string? IntakeContact,
    string Access,
    FoundCapacity Capacity,
    Eligibility Eligibility,
    JsonObject? Trade,
    int? DistanceKm,
    IReadOnlyList<string> Fit,
    WhyView Why
);

/// <summary>What puts a place before others, and behind others.</summary>
internal sealed record WhyView(IReadOnlyList<string> For, IReadOnlyList<string> Against);

internal sealed record FoundCapacity(
    string Unit,
    int Maximum,
    int Available,
    int Waiting,
    DateTimeOffset ConfirmedAt,
    string Freshness,
    bool Estimate,
    bool Open
);

internal sealed record Found(
    IReadOnlyList<FoundPool> Items,
    int Total,
    bool TotalIsMore,
    string? NextCursor,
    DateTimeOffset? AsOf,
    bool Delayed
);

internal sealed record SiteView(
    Guid Id,
    LocalText Name,
    Area Area,
    bool Public,
    string? Address,
    bool AddressKept,
    Position? Position,
    string? IntakeContact,
    IReadOnlyList<string> Languages
);

internal sealed record PoolView(
    Guid Id,
    Guid SiteId,
    LocalText? SiteName,
    LocalText Name,
    string Access,
    PoolCapacity Capacity,
    Eligibility Eligibility,
    JsonObject? Trade,
    string? Etag,
    DateTimeOffset? StartsAt = null,
    Guid? CourseId = null
);

internal sealed record PoolCapacity(
    string Unit,
    int Maximum,
    int Occupied,
    int Held,
    int Available,
    int Waiting,
    DateTimeOffset UpdatedAt,
    DateTimeOffset ConfirmedAt,
    string Source,
    bool Estimate,
    bool Admitting,
    bool Overbooked,
    bool Suspended,
    string? ClosedReason,
    DateTimeOffset? ClosedUntil
);

internal sealed record PlaceView(string Code, LocalText Name);

internal sealed record GazetteerReport(int Added, int Updated, int Unchanged, IReadOnlyList<BadRow> Bad);

internal sealed record BadRow(int Line, string Reason);
