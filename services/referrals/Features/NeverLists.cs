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

/// <summary>The never list of a referral. It is sealed; persons on it are also kept by their marks, so that every query
/// can leave out what they must not see.</summary>
internal static class NeverLists
{
    public static void Map(IEndpointRouteBuilder referrals) =>
        referrals.MapPut("/{id:guid}/never", Put).For(Roles.Caseworker).InTransaction();

    /// <summary>Replaces the list. The provider's service is told at once what is left of the plan and who is
    /// barred.</summary>
    private static async Task<Results<Ok<ReferralView>, Refused>> Put(
        Guid id,
        NeverListRequest request,
        ReferralsDb db,
        Plans plans,
        Sealer sealer,
        PersonMarks marks,
        DatabaseClock clock,
        ClaimsPrincipal user,
        HttpContext http,
        CancellationToken ct
    )
    {
        if (await ReferralView.Own(db, user).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } referral)
            return Problem.NotFound();
        if (ReferrerAction.HasMoved(http, referral) is { } moved)
            return moved;
        var never = request.Never!;
        if (Check(never, user, "never.") is { } refused)
            return refused;
        if (await db.Keys.SingleOrDefaultAsync(k => k.ReferralId == id, ct) is not { } key)
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "The list was destroyed with everything sealed: give it again with a new referral.",
                ("state", referral.Status)
            );
        var now = await clock.Now(ct);
        await Keep(db, sealer, marks, key, never, user, ct);
        var consent = await ReferralView.LatestConsent(db, id, ct);
        ReferralLifecycle.Replan(
            db,
            referral,
            plans.Left(referral.Plan, never.ToList(), consent?.Recipients ?? []),
            consent,
            MarksOf(marks, never, user),
            user.Subject(),
            now
        );
        db.Add(AccessEntry.Of(id, user, AccessEntry.NeverList, "referrer", now));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await ReferralView.Load(http.RequestServices, user, id, ct));
    }

    /// <param name="path">Path of the list in the request, put before the name of a field.</param>
    /// <returns>Null when the caller may make this list.</returns>
    public static Refused? Check(NeverInput? never, ClaimsPrincipal user, string path) =>
        never?.Names(user.Subject()) == true
            ? Problem.Field($"{path}persons", "names yourself: you would no longer see anything of this referral")
            : null;

    /// <summary>Keeps the list and the marks of those on it. In a transaction.</summary>
    public static async Task Keep(
        ReferralsDb db,
        Sealer sealer,
        PersonMarks marks,
        ReferralKey key,
        NeverInput never,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        await Keys.Seal(db, sealer, key, SealedRow.Never, never, ct);
        await BarredPerson.Replace(db, key.ReferralId, MarksOf(marks, never, user), ct);
    }

    /// <summary>
    /// The marks of the persons on the list, and those of the organisations for all of their people, even coordinators
    /// and auditors. Not of her referrer's own, which goes on helping her: she is only not sent to its houses.
    /// </summary>
    public static IReadOnlyList<string> MarksOf(PersonMarks marks, NeverInput never, ClaimsPrincipal user)
    {
        var organisations = (never.Organisations ?? []).Where(id => id != user.Organisation()).Select(id => $"{id}");
        return [.. (never.Persons ?? []).Concat(organisations).Select(marks.Of).Distinct()];
    }
}

/// <param name="Never">Replaces the list before.</param>
internal sealed record NeverListRequest(NeverInput? Never);

internal sealed class NeverListRequestValidator : AbstractValidator<NeverListRequest>
{
    public NeverListRequestValidator() =>
        RuleFor(r => r.Never).NotNull().WithMessage("is required").SetValidator(new NeverInputValidator()!);
}
