using System.Text.Json.Nodes;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Pages.Api;

public sealed record AreaView(string Province, string? District, LocalText? Name);

public sealed record FoundPool(
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

/// <summary>Why a place ranks before others, and why behind others.</summary>
public sealed record WhyView(IReadOnlyList<string> For, IReadOnlyList<string> Against);

public sealed record FoundCapacity(
    string Unit,
    int Maximum,
    int Available,
    int Waiting,
    DateTimeOffset ConfirmedAt,
    string Freshness,
    bool Estimate,
    bool Open
);

public sealed record Found(
    IReadOnlyList<FoundPool> Items,
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

public sealed record PoolView(
    Guid Id,
    Guid SiteId,
    LocalText? SiteName,
    LocalText Name,
    string Access,
    PoolCapacity Capacity,
    Eligibility Eligibility,
    JsonObject? Trade,
    string? Etag,
    JsonObject? Extension = null
)
{
    /// <summary>For an intake: when it begins, and the course that it shares with other intakes.</summary>
    public DateTimeOffset? StartsAt => (DateTimeOffset?)Extension?["startsAt"];
    public Guid? CourseId => (Guid?)Extension?["courseId"];
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

public sealed record GazetteerReport(int Added, int Updated, int Unchanged, IReadOnlyList<BadRow> Bad);

public sealed record BadRow(int Line, string Reason);
