using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Training.Data;

namespace ReferralNetwork.Training.Features;

/// <summary>A scholarship place for somebody accepted, taken out of a fund by one conditional UPDATE, as a place is out
/// of a pool.</summary>
internal static class Grants
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/inbox/{attemptId:guid}/grant", Show).For(Roles.Intake);
        routes.MapPost("/inbox/{attemptId:guid}/grant", Give).For(Roles.Intake).InTransaction();
        routes.MapDelete("/inbox/{attemptId:guid}/grant", TakeBack).For(Roles.Intake).InTransaction();
    }

    private static async Task<Results<Ok<GrantView>, Refused>> Show(
        Guid attemptId,
        TrainingDb db,
        KindLedger ledger,
        ClaimsPrincipal user,
        CancellationToken ct
    ) =>
        await ledger.Find(user, attemptId, ct) is { } attempt && await View(db, attempt, ct) is { } grant
            ? TypedResults.Ok(grant)
            : Problem.NotFound();

    /// <summary>Repeating the request for the same fund returns the same grant.</summary>
    private static async Task<Results<Ok<GrantView>, Refused>> Give(
        Guid attemptId,
        GrantRequest request,
        TrainingDb db,
        KindLedger ledger,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await ledger.Find(user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        if (attempt.Status is not (Status.Accepted or Status.Ready or Status.InProgress))
            return KindLedger.Refuse(attempt, "A grant is given only between acceptance and the end.");
        if (!await Funds.Own(db, user).AnyAsync(f => f.Id == request.FundId, ct))
            return Problem.Field("fundId", "is no fund of yours");
        if (await View(db, attempt, ct) is { } earlier)
            return earlier.FundId == request.FundId
                ? TypedResults.Ok(earlier)
                : KindLedger.Refuse(attempt, "A grant was already given.", "granted");
        var now = await clock.Now(ct);
        var today = NetworkTime.DayOf(now);
        var given = await db
            .Funds.Where(f => f.Id == request.FundId && f.Given < f.Grants && (f.Until == null || f.Until >= today))
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.Given, f => f.Given + 1), ct);
        if (given == 0)
            return KindLedger.Refuse(attempt, "No grant of this fund is left, or its last day has passed.", "no-grant");
        db.Add(
            new Grant
            {
                AttemptId = attempt.Id,
                FundId = request.FundId!.Value,
                At = now,
                By = user.Subject(),
            }
        );
        // Ending the attempt at this moment changes the same row: one of the two fails and runs again, and no grant is
        // left behind.
        attempt.Touch(now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await View(db, attempt, ct));
    }

    /// <summary>Allowed before arrival; afterwards the grant is used.</summary>
    private static async Task<Results<NoContent, Refused>> TakeBack(
        Guid attemptId,
        TrainingDb db,
        KindLedger ledger,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (await ledger.Find(user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        if (attempt.ArrivedAt is not null)
            return KindLedger.Refuse(attempt, "The learner has arrived: the grant is used.");
        await Grant.GiveBack(db, attempt.Id, ct);
        return TypedResults.NoContent();
    }

    private static Task<GrantView?> View(TrainingDb db, Attempt attempt, CancellationToken ct) =>
        (
            from grant in db.Grants.AsNoTracking()
            join fund in db.Funds.AsNoTracking() on grant.FundId equals fund.Id
            where grant.AttemptId == attempt.Id
            select new GrantView(fund.Id, fund.Name, grant.At)
        ).SingleOrDefaultAsync(ct);
}

internal sealed record GrantRequest(Guid? FundId);

internal sealed class GrantRequestValidator : AbstractValidator<GrantRequest>
{
    public GrantRequestValidator() => RuleFor(r => r.FundId).NotNull().WithMessage("is required");
}

internal sealed record GrantView(Guid FundId, LocalText FundName, DateTimeOffset At);
