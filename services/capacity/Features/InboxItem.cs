using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Domain;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Capacity.Features;

/// <summary>An attempt as the provider sees it: enough to answer, nothing that says who she is (rule 4).</summary>
/// <param name="CaseCode">The attempt's own case code.</param>
/// <param name="MedicalWindowEndsAt">When the hours that count for treatment or evidence are over.</param>
public sealed record InboxItem(
    Guid AttemptId,
    string CaseCode,
    Guid PoolId,
    LocalText PoolName,
    LocalText SiteName,
    string Status,
    string BusinessStatus,
    string? Reason,
    string Urgency,
    DateTimeOffset? MedicalWindowEndsAt,
    SurvivorView? Survivor,
    Party Referrer,
    DateTimeOffset RequestedAt,
    DateTimeOffset? HeldUntil,
    DateTimeOffset? AnswerDueAt,
    DateTimeOffset? ArrivalDueAt,
    DateTimeOffset? ScheduledAt,
    IReadOnlyList<string> AvailableActions,
    [property: JsonIgnore] int Version
) : IResource
{
    [JsonIgnore]
    public Guid Id => AttemptId;

    /// <summary>For If-Match.</summary>
    [JsonPropertyName("etag")]
    public string ETag => ETagOf(Version);

    /// <summary>As this desk agreed it, for its next shift; only where a single item is read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MeetingPoint { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Escort { get; init; }

    /// <summary>As <see cref="CodeWords.StateOf"/> says; only where a single item is read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CodeWord { get; init; }

    /// <summary>How many places it takes: more than one for a family or siblings who stay together.</summary>
    public int Places { get; init; } = 1;

    public DateTimeOffset? ArrivedAt { get; init; }

    /// <summary>When the stay or service is expected to end.</summary>
    public DateTimeOffset? ExpectedEndAt { get; init; }

    /// <summary>What the kind knows of it; left out where it knows nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? Extension { get; init; }

    internal static InboxItem Of(AttemptWithPlace at) => Of(at.Attempt, at.PoolName, at.SiteName);

    internal static InboxItem Of(Attempt a, LocalText poolName, LocalText siteName) =>
        new(
            a.Id,
            a.CaseCode,
            a.PoolId,
            poolName,
            siteName,
            a.Status,
            a.BusinessStatus,
            a.Reason,
            a.Urgency,
            a.MedicalWindowEndsAt,
            a.EndedAt is null ? a.Shown : null,
            new Party(a.ReferrerId, a.ReferrerName),
            a.RequestedAt,
            a.HeldUntil,
            a.AnswerDueAt,
            a.ArrivalDueAt,
            a.ScheduledAt,
            ActionsOf(a.Status),
            a.Version
        )
        {
            Places = a.PlacesRequested,
            ArrivedAt = a.ArrivedAt,
            ExpectedEndAt = a.ExpectedEndAt,
        };

    public static string ETagOf(int version) => $"\"{version}\"";

    /// <summary>What the provider may do now. Extending an arrival is no transition and is not in the table.</summary>
    public static IReadOnlyList<string> ActionsOf(string status) =>
        status is Contracts.Status.Accepted or Contracts.Status.Ready
            ? [.. AttemptTable.AvailableTo(Actor.Provider, status), "extend"]
            : AttemptTable.AvailableTo(Actor.Provider, status);
}

/// <summary>An attempt with the names of its pool and site.</summary>
internal sealed record AttemptWithPlace
{
    public required Attempt Attempt { get; init; }
    public required LocalText PoolName { get; init; }
    public required LocalText SiteName { get; init; }
}
