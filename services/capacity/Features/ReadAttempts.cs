using System.Security.Claims;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>What a referrer asks the provider's service for directly, because no event carries it: reasons in words,
/// the schedule, and to whom the address was released.</summary>
internal static class ReadAttempts
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/attempts/{referralId:guid}", Handle).For(Roles.Caseworker);

    private static async Task<Results<Ok<ProviderAttempts>, Refused>> Handle(
        Guid referralId,
        CapacityDb db,
        IKind kind,
        Sealer sealer,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var attempts = await Visible
            .ToReferrer(db, user, referralId)
            .AsNoTracking()
            .OrderBy(a => a.Round)
            .ThenBy(a => a.Ordinal)
            .ToListAsync(ct);
        if (attempts.Count == 0)
            return Problem.NotFound();
        return TypedResults.Ok(
            new ProviderAttempts(await ReferrerSide.Views(db, kind, sealer, referralId, attempts, ct))
        );
    }
}

internal sealed record ProviderAttempts(IReadOnlyList<ProviderAttempt> Items);

/// <summary>An attempt as its referrer sees it at the provider's service.</summary>
/// <param name="AttemptId">The id by which the provider knows the referral.</param>
/// <param name="CaseCode">The attempt's own, which both sides use on the telephone.</param>
internal sealed record ProviderAttempt(
    Guid AttemptId,
    Guid PoolId,
    Guid OrganisationId,
    string CaseCode,
    string Status,
    string BusinessStatus,
    string? Reason,
    string? Text,
    DateTimeOffset? ScheduledAt,
    string? MeetingPoint,
    string? Escort,
    DateTimeOffset? ArrivalDueAt,
    DateTimeOffset? ExpectedEndAt,
    IReadOnlyList<ReleaseView> AddressReleases
)
{
    public string? IntakeContact { get; init; }

    /// <summary>What the kind tells the referrer of it; left out where it tells nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? Extension { get; init; }

    /// <summary>The code word agreed with the survivor, and the house's answer to it; null where none was
    /// agreed.</summary>
    public string? CodeWord { get; init; }
    public string? Answer { get; init; }

    /// <summary>The house has heard the code word.</summary>
    public bool CodeWordHeard { get; init; }

    /// <summary>A wrong word was said too often: no word is checked until new ones are agreed.</summary>
    public bool CodeWordLocked { get; init; }

    public ProviderAttempt WithoutPlans() =>
        this with
        {
            Text = null,
            ScheduledAt = null,
            MeetingPoint = null,
            Escort = null,
            ExpectedEndAt = null,
            Extension = null,
            CodeWord = null,
            Answer = null,
        };

    public static ProviderAttempt Of(
        Attempt a,
        Notes notes,
        IEnumerable<AddressRelease> releases,
        Sealer sealer,
        string purpose
    ) =>
        new(
            a.Id,
            a.PoolId,
            a.OrganisationId,
            a.CaseCode,
            a.Status,
            a.BusinessStatus,
            a.Reason,
            notes.Text,
            a.ScheduledAt,
            notes.MeetingPoint,
            notes.Escort,
            a.ArrivalDueAt,
            a.ExpectedEndAt,
            [.. releases.Select(r => new ReleaseView(r.At, r.By, sealer.Open<string>(purpose, r.Id, r.SealedEscort)))]
        )
        {
            CodeWord = notes.CodeWord,
            Answer = notes.Answer,
            CodeWordHeard = notes.Heard,
            CodeWordLocked = CodeWords.StateOf(notes) == "locked",
        };
}

internal sealed record ReleaseView(DateTimeOffset At, string By, string Escort);
