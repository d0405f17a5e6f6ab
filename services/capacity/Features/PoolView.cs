using System.Text.Json;
using System.Text.Json.Serialization;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform;

namespace ReferralNetwork.Capacity.Features;

/// <summary>A pool as its own organisation sees it.</summary>
internal sealed record PoolView(
    Guid Id,
    Guid SiteId,
    LocalText Name,
    string Access,
    CapacityView Capacity,
    Eligibility Eligibility,
    JsonElement? Trade,
    [property: JsonIgnore] int Version
) : IResource
{
    /// <summary>Of an intake: when it begins, and the course that it shares with others.</summary>
    public DateTimeOffset? StartsAt { get; init; }
    public Guid? CourseId { get; init; }

    public static PoolView Of(Pool p) =>
        new(
            p.Id,
            p.SiteId,
            p.Name,
            p.Access,
            CapacityView.Of(p),
            p.Eligibility,
            p.Trade is null ? null : JsonElement.Parse(p.Trade),
            p.EditVersion
        )
        {
            StartsAt = p.StartsAt,
            CourseId = p.CourseId,
        };
}

internal sealed record CapacityView(
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
)
{
    public static CapacityView Of(Pool p) =>
        new(
            p.Unit,
            p.Maximum,
            p.Occupied,
            p.Held,
            p.Count().Available,
            p.Waiting,
            p.UpdatedAt,
            p.ConfirmedAt,
            p.Source,
            p.Estimate,
            p.Admits,
            p.Overbooked,
            p.Suspended,
            p.ClosedReason,
            p.ClosedUntil
        );
}
