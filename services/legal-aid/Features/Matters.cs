using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.LegalAid.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.LegalAid.Features;

/// <summary>A desk's open matters, each with its lawyer and its next date.</summary>
internal static class Matters
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/matters", List).For(Roles.Intake);

    /// <summary>One page, of at most 200: unassigned first, the oldest first.</summary>
    /// <param name="unassigned">True: without a lawyer; false: with one.</param>
    private static async Task<Ok<WorkList<MatterView>>> List(
        LegalAidDb db,
        KindLedger ledger,
        ClaimsPrincipal user,
        CancellationToken ct,
        bool? unassigned = null
    )
    {
        var taken = ledger
            .Attempts(user)
            .AsNoTracking()
            .Where(a => a.Status == Status.Accepted || a.Status == Status.Ready || a.Status == Status.InProgress);
        var rows = await (
            from attempt in taken
            join matter in db.Matters on attempt.Id equals matter.AttemptId into matters
            from matter in matters.DefaultIfEmpty()
            join member in db.Panel on matter.AssignedTo equals member.Id into members
            from member in members.DefaultIfEmpty()
            where unassigned == null || matter.AssignedTo == null == unassigned
            orderby matter.AssignedTo != null, attempt.RequestedAt, attempt.Id
            select new
            {
                attempt.Id,
                attempt.CaseCode,
                attempt.Status,
                attempt.Urgency,
                AssignedTo = matter.AssignedTo,
                Lawyer = (string?)member.Name,
            }
        )
            .Take(Page.OneMore)
            .ToListAsync(ct);
        var ids = rows.ConvertAll(row => row.Id);
        var next = (
            await db.Agenda.AsNoTracking().Where(i => i.EndedAt == null && ids.Contains(i.AttemptId)).ToListAsync(ct)
        )
            .GroupBy(i => i.AttemptId)
            .ToDictionary(items => items.Key, items => items.MinBy(i => i.At));
        var checks = (await db.ConflictChecks.AsNoTracking().Where(c => ids.Contains(c.AttemptId)).ToListAsync(ct))
            .GroupBy(c => c.AttemptId)
            .ToDictionary(made => made.Key, made => made.MaxBy(c => c.At)!);
        return TypedResults.Ok(
            Page.First(
                rows.ConvertAll(row => new MatterView(
                    row.Id,
                    row.CaseCode,
                    row.Status,
                    row.Urgency,
                    row.AssignedTo,
                    row.Lawyer,
                    NextDate.Of(next.GetValueOrDefault(row.Id)),
                    checks.GetValueOrDefault(row.Id)?.Conflict
                ))
            )
        );
    }
}

/// <param name="Lawyer">Name of the lawyer who has it; null: nobody.</param>
/// <param name="Next">The earliest open item of its agenda.</param>
/// <param name="Conflict">Result of its last conflict check; null: it was never checked.</param>
internal sealed record MatterView(
    Guid AttemptId,
    string CaseCode,
    string Status,
    string Urgency,
    Guid? AssignedTo,
    string? Lawyer,
    NextDate? Next,
    bool? Conflict
);

internal sealed record NextDate(string Code, DateTimeOffset At, bool Interpreter, bool Accompanied)
{
    public static NextDate? Of(AgendaItem? item) =>
        item is null ? null : new(item.Code, item.At, item.Interpreter, item.Accompanied);
}
