using System.Text.Json.Nodes;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Pages.Api;

public sealed record AreaView(string Province, string? District, LocalText? Name);

public sealed record AvailabilityView(
    Guid PoolId,
    string Kind,
    LocalText Name,
    Party Organisation,
    Guid SiteId,
    AreaView Area,
    bool Protected,
    string? IntakeContact,
    string Access,
    CapacityView Capacity,
    Eligibility Eligibility,
    JsonObject? Trade,
    int? DistanceKm,
    IReadOnlyList<string> Fit,
    Why Why
);

/// <summary>Why a place ranks before others, and why behind others.</summary>
public sealed record Why(IReadOnlyList<string> For, IReadOnlyList<string> Against);

public sealed record CapacityView(
    string Unit,
    int Maximum,
    int Available,
    int Waiting,
    DateTimeOffset ConfirmedAt,
    string Freshness,
    bool Estimate,
    bool Open
);

public sealed record SearchView(
    IReadOnlyList<AvailabilityView> Items,
    int Total,
    bool TotalIsMore,
    string? NextCursor,
    DateTimeOffset? AsOf,
    bool Delayed
);

public sealed record SiteView(
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

/// <summary>A pool in the list of its organisation.</summary>
public sealed record PoolLine(
    Guid Id,
    Guid SiteId,
    LocalText SiteName,
    LocalText Name,
    PoolCapacity Capacity,
    Eligibility Eligibility,
    JsonObject? Trade,
    string Etag,
    JsonObject? Extension = null
)
{
    /// <summary>For an intake: when it begins, and the course that it shares with other intakes.</summary>
    public DateTimeOffset? StartsAt => (DateTimeOffset?)Extension?["startsAt"];
    public Guid? CourseId => (Guid?)Extension?["courseId"];
}

public sealed record PoolView(
    Guid Id,
    Guid SiteId,
    LocalText Name,
    string Access,
    PoolCapacity Capacity,
    Eligibility Eligibility,
    JsonObject? Trade,
    JsonObject? Extension = null
)
{
    /// <summary>For an intake: when it begins.</summary>
    public DateTimeOffset? StartsAt => (DateTimeOffset?)Extension?["startsAt"];
}

public sealed record PoolCapacity(
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

public sealed record PlaceView(string Code, LocalText Name);

public sealed record ImportReport(int Added, int Updated, int Unchanged, IReadOnlyList<BadRow> Bad);

public sealed record BadRow(int Line, string Reason);
