using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Capacity.Features;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Training.Data;
using ReferralNetwork.Training.Domain;

namespace ReferralNetwork.Training.Features;

/// <summary>Records how a centre tried somebody out; a course that asks for it accepts nobody without it.</summary>
internal static class RecordScreening
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/inbox/{attemptId:guid}/screening", Handle).For(Roles.Intake).InTransaction();

    private static async Task<Results<Ok<InboxItem>, Refused>> Handle(
        Guid attemptId,
        ScreeningRequest request,
        TrainingDb db,
        KindLedger ledger,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await ledger.Find(user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        if (attempt.Status is not (Status.Requested or Status.Received or Status.OnHold))
            return KindLedger.Refuse(attempt, "A screening is recorded only before the request is answered.");
        var screening = await db.Screenings.SingleOrDefaultAsync(s => s.AttemptId == attempt.Id, ct);
        if (screening is null)
            db.Add(screening = new Screening { AttemptId = attempt.Id });
        screening.Result = request.Result!;
        screening.Version++;
        attempt.Touch(await clock.Now(ct));
        return TypedResults.Ok(await ledger.View(attempt, ct));
    }
}

internal sealed record ScreeningRequest(string? Result);

internal sealed class ScreeningRequestValidator : AbstractValidator<ScreeningRequest>
{
    public ScreeningRequestValidator() => RuleFor(r => r.Result).RequiredOneOf(Courses.Screenings);
}
