using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>
/// A provider is asked to expect a group, such as a repatriation over the border. Its places are kept until it answers
/// and, if it accepts, until a day after the group was to arrive. Nothing here is about a single person.
/// </summary>
internal static class ExpectedGroups
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var expected = routes.MapGroup("/groups/expected");
        expected.MapGet("/", List).For(Roles.Intake);
        expected.MapPost("/{reservationId:guid}/accept", Accept).For(Roles.Intake).InTransaction();
        expected.MapPost("/{reservationId:guid}/refuse", Refuse).For(Roles.Intake).InTransaction();
    }

    /// <summary>Groups that places are kept for now, the next arrival first.</summary>
    private static async Task<Ok<WorkList<ExpectedView>>> List(
        CapacityDb db,
        ClaimsPrincipal user,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            Page.First(
                await (
                    from reservation in Own(db, user).AsNoTracking()
                    where reservation.EndedAt == null
                    join pool in db.Pools on reservation.PoolId equals pool.Id
                    join hold in db.Holds on reservation.Id equals hold.AttemptId
                    orderby reservation.ArrivesAt, reservation.Id
                    select new ExpectedView(
                        reservation.Id,
                        reservation.PoolId,
                        pool.Name,
                        new Party(reservation.ReferrerId, reservation.ReferrerName),
                        reservation.ArrivesAt,
                        reservation.Members,
                        reservation.Places,
                        hold.Places,
                        reservation.Status,
                        reservation.AnswerDueAt
                    )
                )
                    .Take(Page.OneMore)
                    .ToListAsync(ct)
            )
        );

    private static Task<Results<NoContent, Refused>> Accept(
        Guid reservationId,
        NothingRequest? _,
        CapacityDb db,
        GroupReservations reservations,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    ) =>
        Answer(
            reservationId,
            "accept",
            db,
            user,
            async reservation => reservations.Accept(reservation, user.Subject(), await clock.Now(ct)),
            ct
        );

    /// <summary>The provider cannot take the group, or no longer can; the referrer is told.</summary>
    private static Task<Results<NoContent, Refused>> Refuse(
        Guid reservationId,
        RefuseGroupRequest request,
        CapacityDb db,
        GroupReservations reservations,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    ) =>
        Answer(
            reservationId,
            "refuse",
            db,
            user,
            async reservation =>
                await reservations.End(reservation, "refuse", user.Subject(), request.Reason, await clock.Now(ct), ct),
            ct
        );

    private static async Task<Results<NoContent, Refused>> Answer(
        Guid reservationId,
        string action,
        CapacityDb db,
        ClaimsPrincipal user,
        Func<GroupReservation, Task> act,
        CancellationToken ct
    )
    {
        if (await Own(db, user).SingleOrDefaultAsync(b => b.Id == reservationId, ct) is not { } reservation)
            return Problem.NotFound();
        if (!GroupReservationTable.Allows(action, reservation.Status))
            return Problem.Of(
                StatusCodes.Status409Conflict,
                $"This reservation is already {reservation.Status}.",
                ("state", reservation.Status),
                ("availableActions", GroupReservationTable.AvailableTo(Actor.Provider, reservation.Status))
            );
        await act(reservation);
        return TypedResults.NoContent();
    }

    private static IQueryable<GroupReservation> Own(CapacityDb db, ClaimsPrincipal user)
    {
        var organisation = user.Organisation();
        return db.GroupReservations.Where(b => b.OrganisationId == organisation);
    }
}

/// <param name="Reason">A reject code.</param>
internal sealed record RefuseGroupRequest(string? Reason);

internal sealed class RefuseGroupRequestValidator : AbstractValidator<RefuseGroupRequest>
{
    public RefuseGroupRequestValidator() => RuleFor(r => r.Reason).RequiredOneOf(Codes.RejectReasons);
}

/// <summary>What is kept for a group, as the provider sees it.</summary>
/// <param name="Places">Places kept at first.</param>
/// <param name="Left">Those of them that nobody has been named for.</param>
/// <param name="Status"><c>asked</c> or <c>kept</c>.</param>
internal sealed record ExpectedView(
    Guid ReservationId,
    Guid PoolId,
    LocalText PoolName,
    Party Referrer,
    DateTimeOffset ArrivesAt,
    IReadOnlyList<GroupMember> Members,
    int Places,
    int Left,
    string Status,
    DateTimeOffset? AnswerDueAt
)
{
    public IReadOnlyList<string> AvailableActions => GroupReservationTable.AvailableTo(Actor.Provider, Status);
}
