using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Alerts: an organisation's own, and for coordinators those of all.</summary>
internal static class ReadAlerts
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/alerts", List).For(Roles.Caseworker, Roles.Coordinator).WithTags("alerts");

    private static async Task<Results<Ok<Page<AlertView>>, Refused>> List(
        ReferralsDb db,
        ClaimsPrincipal user,
        CancellationToken ct,
        int limit = Page.DefaultSize,
        ListCursor? cursor = null
    )
    {
        if (Page.Check(limit) is { } bad)
            return bad;
        var (organisation, refers, coordinates) = (
            user.Organisation(),
            user.IsInRole(Roles.Caseworker),
            user.IsInRole(Roles.Coordinator)
        );
        var barred = Visible.Barred(db, user);
        var visible = db
            .Alerts.Where(a => !a.Superseded && !barred.Any(b => b.SubjectId == a.ReferralId))
            .Where(a => (refers && a.OrganisationId == organisation) || (coordinates && a.Coordinator));
        var rows = await visible
            .AsNoTracking()
            .NewestFirst(a => a.At, a => a.Id, cursor)
            .Take(limit + 1)
            .ToListAsync(ct);
        return TypedResults.Ok(Page.Of(rows, limit, AlertView.Of, a => new ListCursor(a.At, a.Id)));
    }
}

/// <param name="Count">How many of one sender, kind and code within an hour it stands for; the referral is that of the
/// last.</param>
internal sealed record AlertView(
    DateTimeOffset At,
    string Code,
    string? Kind,
    Guid? ReferralId,
    Guid? IncidentId,
    Guid? GroupId,
    int Count
)
{
    public static AlertView Of(Alert a) =>
        Domain.Alerts.OfIncidents.Contains(a.Code) ? new(a.At, a.Code, null, null, a.ReferralId, null, a.Count)
        : Domain.Alerts.OfGroups.Contains(a.Code) ? new(a.At, a.Code, a.Kind, null, null, a.ReferralId, a.Count)
        : new(a.At, a.Code, a.Kind, a.ReferralId, null, null, a.Count);
}
