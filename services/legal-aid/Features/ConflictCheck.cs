using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Contracts;
using ReferralNetwork.LegalAid.Data;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.LegalAid.Features;

/// <summary>
/// Checks whether a desk would act on both sides: somebody it is asked to oppose is its client elsewhere, or its new
/// client is somebody it opposes. The answer is yes or no; of the names only marks are stored, which nobody can compare
/// without the desk's own key. Who made the check is recorded.
/// </summary>
internal static class ConflictCheck
{
    private const string Client = "client";
    private const string Opposing = "opposing";

    /// <summary>Per matter in 24 hours: enough to correct a name, too few to find out a desk's clients by
    /// guessing.</summary>
    private const int MaxChecksADay = 12;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/inbox/{attemptId:guid}/conflict-check", Check).For(Roles.Intake).InTransaction();

    /// <summary>Result of a matter's last check; null: nobody has checked.</summary>
    public static async Task<bool?> Last(LegalAidDb db, Guid attempt, CancellationToken ct) =>
        await db
            .ConflictChecks.AsNoTracking()
            .Where(check => check.AttemptId == attempt)
            .OrderByDescending(check => check.At)
            .ThenByDescending(check => check.Id)
            .Select(check => (bool?)check.Conflict)
            .FirstOrDefaultAsync(ct);

    private static async Task<Results<Ok<ConflictView>, Refused>> Check(
        Guid attemptId,
        ConflictRequest request,
        LegalAidDb db,
        KindLedger ledger,
        UnitOfWork work,
        MasterKey master,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        var organisation = user.Organisation();
        // If two matters with the parties reversed are checked at once, the second sees the first.
        await work.AcquireLock($"conflicts/{organisation}", ct);
        if (await ledger.Find(user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        if (!Status.Open.Contains(attempt.Status))
            return KindLedger.Refuse(attempt, $"A matter that is {attempt.Status} is not checked any more.");

        var now = await clock.Now(ct);
        var dayAgo = now.AddDays(-1);
        if (
            await db.ConflictChecks.CountAsync(check => check.AttemptId == attempt.Id && check.At > dayAgo, ct)
            >= MaxChecksADay
        )
            return Problem.Of(
                StatusCodes.Status429TooManyRequests,
                $"A matter is checked at most {MaxChecksADay} times in 24 hours. Nothing was checked.",
                ("reason", "checks")
            );

        var key = master.DeriveFromOldest($"conflict-marks/{organisation}");
        var (clients, opposed) = (Marks(key, request.Client!), Marks(key, request.Opposing ?? []));
        // A matter that was refused was never the desk's, so its parties do not count; of one whose client has barred
        // the caller, the answer must not tell that it is here (rule 4).
        var elsewhere =
            from mark in db.ConflictMarks
            where mark.OrganisationId == organisation && mark.AttemptId != attempt.Id
            join matter in ledger.Attempts(user) on mark.AttemptId equals matter.Id
            where matter.Status != Status.Rejected
            select mark;
        var conflict =
            clients.Any(one => opposed.Any(other => one.AsSpan().SequenceEqual(other)))
            || await elsewhere.AnyAsync(
                mark =>
                    (mark.Side == Client && opposed.Contains(mark.Mac))
                    || (mark.Side == Opposing && clients.Contains(mark.Mac)),
                ct
            );
        db.Add(
            new ConflictCheckRecord
            {
                Id = Guid.CreateVersion7(now),
                AttemptId = attempt.Id,
                At = now,
                By = user.Subject(),
                Conflict = conflict,
            }
        );
        if (conflict)
            return TypedResults.Ok(new ConflictView(true));

        await db.ConflictMarks.Where(mark => mark.AttemptId == attempt.Id).ExecuteDeleteAsync(ct);
        db.AddRange(
            clients
                .Select(mac => (Client, mac))
                .Concat(opposed.Select(mac => (Opposing, mac)))
                .Select(side => new ConflictMark
                {
                    Id = Guid.CreateVersion7(now),
                    OrganisationId = organisation,
                    AttemptId = attempt.Id,
                    Side = side.Item1,
                    Mac = side.mac,
                })
        );
        return TypedResults.Ok(new ConflictView(false));
    }

    private static List<byte[]> Marks(byte[] key, IEnumerable<string> names) =>
        [
            .. names
                .SelectMany(Names.Forms)
                .Distinct()
                .Select(form => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(form))),
        ];
}

/// <param name="Client">Names on the client's side, 1 to 10. A new check replaces the names of the matter's last
/// one.</param>
/// <param name="Opposing">Names on the other side, up to 10.</param>
internal sealed record ConflictRequest(IReadOnlyList<string>? Client, IReadOnlyList<string>? Opposing);

internal sealed class ConflictRequestValidator : AbstractValidator<ConflictRequest>
{
    private const int Most = 10;

    public ConflictRequestValidator()
    {
        RuleFor(r => r.Client)
            .NotEmpty()
            .WithMessage("is required")
            .Must(AreFew)
            .WithMessage($"has more than {Most} names");
        RuleFor(r => r.Opposing).Must(AreFew).WithMessage($"has more than {Most} names");
        RuleForEach(r => r.Client).RequiredText(200).Must(HasLetter).WithMessage("is no name");
        RuleForEach(r => r.Opposing).RequiredText(200).Must(HasLetter).WithMessage("is no name");
    }

    private static bool AreFew(IReadOnlyList<string>? names) => names is null || names.Count <= Most;

    private static bool HasLetter(string? name) => name is null || Names.Forms(name).Count > 0;
}

internal sealed record ConflictView(bool Conflict);
