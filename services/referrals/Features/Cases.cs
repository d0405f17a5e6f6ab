using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>
/// Several needs of one survivor, or brothers and sisters who are placed apart: referrals that belong together, for
/// their own organisation alone. Nothing of it leaves this service: each referral keeps its code, and two providers
/// cannot tell that theirs is the same person.
/// </summary>
internal static class Cases
{
    /// <summary>The most referrals of one case: more cannot be one survivor's.</summary>
    private const int MaxReferrals = 20;

    public static void Map(IEndpointRouteBuilder referrals)
    {
        referrals.MapPost("/{id:guid}/case", Join).For(Roles.Caseworker).InTransaction();
        referrals.MapDelete("/{id:guid}/case", Leave).For(Roles.Caseworker).InTransaction();
    }

    private static async Task<Results<Ok<ReferralView>, Refused>> Join(
        Guid id,
        CaseRequest request,
        ReferralsDb db,
        DatabaseClock clock,
        ClaimsPrincipal user,
        HttpContext http,
        CancellationToken ct
    )
    {
        if (await ReferralView.Own(db, user).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } referral)
            return Problem.NotFound();
        if (await Put(db, user, referral, request, await clock.Now(ct), "", ct) is { } refused)
            return refused;
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await ReferralView.Load(http.RequestServices, user, id, ct));
    }

    private static async Task<Results<NoContent, Refused>> Leave(
        Guid id,
        ReferralsDb db,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (await ReferralView.Own(db, user).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } referral)
            return Problem.NotFound();
        var now = await clock.Now(ct);
        foreach (var follower in await ReferralView.Own(db, user).Where(r => r.AfterId == id).ToListAsync(ct))
            Set(follower, follower.CaseId, null, now);
        Set(referral, null, null, now);
        return TypedResults.NoContent();
    }

    /// <summary>Joins the referral to another of the same organisation; the referrals of its former case come along, as
    /// they are of the same survivor.</summary>
    /// <param name="path">Path of the request, put before the name of a field.</param>
    /// <returns>Null when it is done.</returns>
    public static async Task<Refused?> Put(
        ReferralsDb db,
        ClaimsPrincipal user,
        Referral referral,
        CaseRequest request,
        DateTimeOffset now,
        string path,
        CancellationToken ct
    )
    {
        if (
            request.With == referral.Id
            || await ReferralView.Own(db, user).SingleOrDefaultAsync(r => r.Id == request.With, ct) is not { } other
        )
            return Problem.Field($"{path}with", "is not another referral of your organisation");
        var caseId = other.CaseId ?? other.Id;
        var all = await ReferralView
            .Own(db, user)
            .Where(r => r.CaseId != null && (r.CaseId == caseId || r.CaseId == referral.CaseId))
            .ToListAsync(ct);
        all = [.. all.Union([other, referral])];
        if (all.Count > MaxReferrals)
            return Problem.Field($"{path}with", $"would make a case of more than {MaxReferrals} referrals");
        if (request.After == true && Follows(other, referral.Id, all.ToDictionary(r => r.Id, r => r.AfterId)))
            return Problem.Field($"{path}after", "would make each wait for the other");
        foreach (var one in all.Where(one => one.CaseId != caseId && one != referral))
            Set(one, caseId, one.AfterId, now);
        Set(referral, caseId, request.After == true ? other.Id : null, now);
        return null;
    }

    private static bool Follows(Referral one, Guid earlier, Dictionary<Guid, Guid?> after)
    {
        for (var before = one.AfterId; before is { } id; before = after.GetValueOrDefault(id))
            if (id == earlier)
                return true;
        return false;
    }

    private static void Set(Referral referral, Guid? caseId, Guid? afterId, DateTimeOffset now)
    {
        (referral.CaseId, referral.AfterId) = (caseId, afterId);
        referral.Changed(now);
    }
}

/// <param name="With">Another referral of the same organisation, for the same survivor or a sibling.</param>
/// <param name="After">True: this one is to go on when that one has ended, as a legal report after the
/// examination.</param>
internal sealed record CaseRequest(Guid? With, bool? After);

internal sealed class CaseRequestValidator : AbstractValidator<CaseRequest>
{
    public CaseRequestValidator() => RuleFor(r => r.With).NotNull().WithMessage("is required");
}

/// <summary>Another referral of the case.</summary>
/// <param name="After">Which of them it is to follow.</param>
internal sealed record CaseLine(
    Guid Id,
    string CaseCode,
    string Kind,
    string Status,
    string BusinessStatus,
    Guid? After,
    DateTimeOffset? ClosedAt
)
{
    public static CaseLine Of(Referral r) =>
        new(r.Id, r.CaseCode, r.Kind, r.Status, r.BusinessStatus, r.AfterId, r.ClosedAt);

    public static async Task<IReadOnlyList<CaseLine>> Beside(
        ReferralsDb db,
        Referral referral,
        ClaimsPrincipal user,
        CancellationToken ct
    ) =>
        referral.CaseId is not { } id
            ? []
            : await ReferralView
                .Own(db, user)
                .AsNoTracking()
                .Where(r => r.CaseId == id && r.Id != referral.Id)
                .OrderBy(r => r.CreatedAt)
                .ThenBy(r => r.Id)
                .Select(r => new CaseLine(r.Id, r.CaseCode, r.Kind, r.Status, r.BusinessStatus, r.AfterId, r.ClosedAt))
                .ToListAsync(ct);
}
