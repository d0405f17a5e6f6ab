using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>An organisation follows its referrals.</summary>
internal static class ReadReferrals
{
    public static void Map(IEndpointRouteBuilder referrals)
    {
        referrals.MapGet("/", List).For(Roles.Caseworker);
        referrals.MapGet("/{id:guid}", Show).For(Roles.Caseworker);
        referrals.MapGet("/{id:guid}/stream", Follow).For(Roles.Caseworker);
    }

    private static async Task<IResult> Show(Guid id, ClaimsPrincipal user, HttpContext http, CancellationToken ct) =>
        await ReferralView.Load(http.RequestServices, user, id, ct) is { } view ? Preconditions.Ok(http, view) : Problem.NotFound();

    private static async Task<IResult> Follow(Guid id, ReferralsDb db, ClaimsPrincipal user, HttpContext http, CancellationToken ct) =>
        !await ReferralView.Own(db, user).AnyAsync(r => r.Id == id, ct) ? Problem.NotFound()
        : EventStream.Of<ReferralView>(http, "referral", async (services, last, stop) =>
        {
            var version = await services.GetRequiredService<ReferralsDb>().Referrals.Where(r => r.Id == id).Select(r => r.Version).SingleAsync(stop);
            return last == $"{version}" || await ReferralView.Load(services, user, id, stop) is not { } view ? [] : [($"{view.Version}", view)];
        });

    private static async Task<IResult> List(
        ReferralsDb db, ClaimsPrincipal user, CancellationToken ct, string? status = null, int limit = Page.Default, Guid? cursor = null)
    {
        if (Page.Check(limit) is { } bad) return bad;
        if (status is not null && !Status.All.Contains(status)) return Problem.Field("status", $"is none of: {Status.All}");
        var rows = await ReferralView.Own(db, user).AsNoTracking()
            .Where(r => (status == null || r.Status == status) && (cursor == null || r.Id.CompareTo(cursor.Value) < 0))
            .OrderByDescending(r => r.Id).Take(limit + 1).ToListAsync(ct);
        return TypedResults.Ok(Page.Of(rows, limit, ReferralLine.Of, r => r.Id));
    }
}

/// <summary>A referral in a list.</summary>
internal sealed record ReferralLine(
    Guid Id, string CaseCode, string Kind, string Urgency, string Status, string BusinessStatus, IReadOnlyList<string> AvailableActions,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static ReferralLine Of(Referral r) =>
        new(r.Id, r.CaseCode, r.Kind, r.Urgency, r.Status, r.BusinessStatus, r.AvailableActions, r.CreatedAt, r.UpdatedAt);
}
