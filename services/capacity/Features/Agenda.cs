using System.Security.Claims;
using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Capacity.Features;

/// <summary>What happens at an hour for those whom an organisation has accepted: hearings, deadlines, appointments. Only for a trade that lists some.</summary>
internal static class Agenda
{
    private const int MostOpen = 50;
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(3650);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/agenda", Week).For(Roles.Intake);
        routes.MapGet("/inbox/{attemptId:guid}/agenda", List).For(Roles.Intake);
        routes.MapPost("/inbox/{attemptId:guid}/agenda", Add).For(Roles.Intake).Creates(Reload);
        routes.MapPut("/inbox/{attemptId:guid}/agenda/{id:guid}", Edit).For(Roles.Intake).InTransaction();
        routes.MapPost("/inbox/{attemptId:guid}/agenda/{id:guid}/end", End).For(Roles.Intake).InTransaction();
    }

    /// <summary>What is open and comes within <paramref name="days"/>, what is overdue first.</summary>
    /// <param name="days">1 to 60; a week when left out.</param>
    private static async Task<Results<Ok<WorkList<AgendaLine>>, Refused>> Week(
        CapacityDb db,
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
            select new
            {
                item,
                attempt.CaseCode,
                attempt.AssignedTo,
            }
        )
            .Take(Page.OneMore)
            .ToListAsync(ct);
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
                    row.AssignedTo
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
        return TypedResults.Ok(Page.First(items.ConvertAll(i => View(i, sealer))));
    }

    private static async Task<Results<Created<AgendaView>, Refused>> Add(
        Guid attemptId,
        AgendaRequest request,
        CapacityDb db,
        Trade trade,
        Sealer sealer,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await Inbox.Find(db, user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        var now = await clock.Now(ct);
        if (Check(request, attempt, now) is { } refused)
            return refused;
        if (await db.Agenda.CountAsync(i => i.AttemptId == attempt.Id && i.EndedAt == null, ct) >= MostOpen)
            return Problem.Field("at", $"would be more than {MostOpen} open");
        var item = new AgendaItem
        {
            Id = Guid.CreateVersion7(now),
            AttemptId = attempt.Id,
            OrganisationId = attempt.OrganisationId,
            Code = request.Code!,
            At = request.At!.Value,
        };
        Write(item, request, sealer);
        db.Add(item);
        return TypedResults.Created($"/api/{trade.Route}/inbox/{attemptId}/agenda", View(item, sealer));
    }

    private static async Task<Results<Ok<AgendaView>, Refused>> Edit(
        Guid attemptId,
        Guid id,
        AgendaRequest request,
        CapacityDb db,
        Sealer sealer,
        ClaimsPrincipal user,
        HttpContext http,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await Find(db, user, attemptId, id, ct) is not var (attempt, item))
            return Problem.NotFound();
        if (Preconditions.CheckIfSent(http, View(item, sealer).ETag) is { } moved)
            return moved;
        if (Check(request, attempt, await clock.Now(ct)) is { } refused)
            return refused;
        if (request.Code != item.Code)
            return Problem.Field("code", "stays as it is: end this one and add another");
        Write(item, request, sealer);
        item.Version++;
        return TypedResults.Ok(View(item, sealer));
    }

    /// <summary>It has been, or does not take place. A second end changes nothing.</summary>
    private static async Task<Results<Ok<AgendaView>, Refused>> End(
        Guid attemptId,
        Guid id,
        NothingRequest? _,
        CapacityDb db,
        Sealer sealer,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await Find(db, user, attemptId, id, ct) is not var (_, item))
            return Problem.NotFound();
        if (item.EndedAt is null)
            (item.EndedAt, item.Version) = (await clock.Now(ct), item.Version + 1);
        return TypedResults.Ok(View(item, sealer));
    }

    private static Refused? Check(AgendaRequest request, Attempt attempt, DateTimeOffset now)
    {
        if (attempt.Status is not (Status.Accepted or Status.Ready or Status.InProgress))
            return Problem.Of(
                StatusCodes.Status409Conflict,
                $"Nothing is on the agenda of a referral that is {attempt.Status}.",
                ("state", attempt.Status),
                ("availableActions", InboxItem.ActionsOf(attempt.Status))
            );
        return request.At < now.AddDays(-1) || request.At > now + Furthest
            ? Problem.Field("at", "is from now to ten years ahead")
            : null;
    }

    private static void Write(AgendaItem item, AgendaRequest request, Sealer sealer)
    {
        (item.At, item.Interpreter, item.Accompanied) = (
            request.At!.Value,
            request.Interpreter ?? false,
            request.Accompanied ?? false
        );
        item.SealedNote = Written.IsBlank(request.Note)
            ? null
            : sealer.Seal(AgendaItem.NotePurpose, item.Id, request.Note);
    }

    private static AgendaView View(AgendaItem i, Sealer sealer) =>
        new(
            i.Id,
            i.Code,
            i.At,
            i.Interpreter,
            i.Accompanied,
            i.SealedNote is null ? null : sealer.Open<string>(AgendaItem.NotePurpose, i.Id, i.SealedNote),
            i.EndedAt,
            i.Version
        );

    private static async Task<(Attempt, AgendaItem)?> Find(
        CapacityDb db,
        ClaimsPrincipal user,
        Guid attemptId,
        Guid id,
        CancellationToken ct
    ) =>
        await Inbox.Find(db, user, attemptId, ct) is { } attempt
        && await db.Agenda.SingleOrDefaultAsync(i => i.Id == id && i.AttemptId == attempt.Id, ct) is { } item
            ? (attempt, item)
            : null;

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct)
    {
        var db = http.RequestServices.GetRequiredService<CapacityDb>();
        var own = Visible.ToProvider(db, http.User);
        return
            await db
                .Agenda.AsNoTracking()
                .SingleOrDefaultAsync(i => i.Id == id && own.Any(a => a.Id == i.AttemptId), ct)
                is { } item
            ? View(item, http.RequestServices.GetRequiredService<Sealer>())
            : null;
    }
}

/// <param name="Code">One of the trade's.</param>
/// <param name="Note">Where, and what to bring. Sealed.</param>
internal sealed record AgendaRequest(
    string? Code,
    DateTimeOffset? At,
    bool? Interpreter,
    bool? Accompanied,
    string? Note
);

internal sealed class AgendaRequestValidator : AbstractValidator<AgendaRequest>
{
    public AgendaRequestValidator(Trade trade)
    {
        RuleFor(r => r.Code).RequiredOneOf(trade.Agenda ?? []);
        RuleFor(r => r.At).NotNull().WithMessage("is required");
        RuleFor(r => r.Note).Text(1000);
    }
}

/// <param name="AssignedTo">Who of the panel has the referral.</param>
internal sealed record AgendaLine(
    Guid Id,
    Guid AttemptId,
    string CaseCode,
    string Code,
    DateTimeOffset At,
    bool Interpreter,
    bool Accompanied,
    Guid? AssignedTo
);

internal sealed record AgendaView(
    Guid Id,
    string Code,
    DateTimeOffset At,
    bool Interpreter,
    bool Accompanied,
    string? Note,
    DateTimeOffset? EndedAt,
    [property: JsonIgnore] int Version
) : IResource
{
    [JsonPropertyName("etag")]
    public string ETag => $"\"{Version}\"";
}
