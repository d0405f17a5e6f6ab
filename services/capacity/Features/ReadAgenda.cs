using System.Security.Claims;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>Agenda items of those whom an organisation has accepted: hearings, deadlines, appointments.</summary>
internal static class ReadAgenda
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/agenda", Week).For(Roles.Intake);
        routes.MapGet("/inbox/{attemptId:guid}/agenda", List).For(Roles.Intake);
    }

    /// <summary>Open items that are due within <paramref name="days"/>, overdue ones first.</summary>
    /// <param name="days">1 to 60; 7 if left out.</param>
    private static async Task<Results<Ok<WorkList<AgendaLine>>, Refused>> Week(
        CapacityDb db,
        IKind kind,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct,
        int days = 7
    )
    {
        if (days is < 1 or > 60)
            return Problem.Field("days", "is from 1 to 60");
        var (organisation, end) = (user.Organisation(), (await clock.Now(ct)).AddDays(days));
        var rows = await (
            from item in db.Agenda.AsNoTracking()
            where item.OrganisationId == organisation && item.EndedAt == null && item.At <= end
            join attempt in Visible.ToProvider(db, user).AsNoTracking() on item.AttemptId equals attempt.Id
            where attempt.EndedAt == null
            orderby item.At, item.Id
            select new { item, attempt.CaseCode }
        )
            .Take(Page.OneMore)
            .ToListAsync(ct);
        var known = await kind.Describe([.. rows.Select(row => row.item.AttemptId).Distinct()], Viewer.Provider, ct);
        return TypedResults.Ok(
            Page.First(
                rows.ConvertAll(row => new AgendaLine(
                    row.item.Id,
                    row.item.AttemptId,
                    row.CaseCode,
                    row.item.Code,
                    row.item.At,
                    row.item.Interpreter,
                    row.item.Accompanied,
                    known.Of(row.item.AttemptId)
                ))
            )
        );
    }

    private static async Task<Results<Ok<WorkList<AgendaView>>, Refused>> List(
        Guid attemptId,
        CapacityDb db,
        Sealer sealer,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (await Inbox.Find(db, user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        var items = await db
            .Agenda.AsNoTracking()
            .Where(i => i.AttemptId == attempt.Id)
            .OrderBy(i => i.EndedAt != null)
            .ThenBy(i => i.At)
            .Take(Page.OneMore)
            .ToListAsync(ct);
        return TypedResults.Ok(Page.First(items.ConvertAll(i => AgendaItems.View(i, sealer))));
    }
}

/// <param name="Extension">What the kind knows of the referral; left out where it knows nothing.</param>
internal sealed record AgendaLine(
    Guid Id,
    Guid AttemptId,
    string CaseCode,
    string Code,
    DateTimeOffset At,
    bool Interpreter,
    bool Accompanied,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonObject? Extension
);
