using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <summary>What was asked for a group, and what each house said.</summary>
/// <param name="Status"><c>sent</c> until every house is reached; then that of the furthest reservation: <c>kept</c>,
/// <c>asked</c>, <c>refused</c> or <c>ended</c>.</param>
/// <param name="Until">When places that no named person has taken are free again.</param>
internal sealed record GroupView(
    Guid Id,
    string Status,
    string Urgency,
    DateTimeOffset ArrivesAt,
    DateTimeOffset Until,
    Guid? IncidentId,
    IReadOnlyList<GroupReservationView> Reservations,
    [property: JsonIgnore] int Version
) : IResource
{
    private static readonly string[] Furthest =
    [
        GroupReservationStatus.Kept,
        GroupReservationStatus.Asked,
        GroupReservationStatus.Refused,
        GroupReservationStatus.Ended,
    ];

    public int Places => Reservations.Sum(b => b.Places);
    public int Left => Reservations.Sum(b => b.Left);

    public static async Task<List<GroupView>> Of(
        ReferralsDb db,
        IQueryable<Group> groups,
        AvailabilityIndex index,
        CancellationToken ct
    )
    {
        var rows = await groups
            .AsNoTracking()
            .OrderBy(g => g.ArrivesAt)
            .ThenBy(g => g.Id)
            .Take(Page.OneMore)
            .ToListAsync(ct);
        var ids = rows.ConvertAll(g => g.Id);
        var reservations = (
            await db.GroupReservations.AsNoTracking().Where(b => ids.Contains(b.GroupId)).ToListAsync(ct)
        ).ToLookup(b => b.GroupId);
        return rows.ConvertAll(g => new GroupView(
            g.Id,
            StatusOf([.. reservations[g.Id]]),
            g.Urgency,
            g.ArrivesAt,
            g.ArrivesAt + GroupReservationTable.KeptAfterArrival,
            g.IncidentId,
            [
                .. reservations[g.Id]
                    .OrderBy(b => b.Ordinal)
                    .Select(b => GroupReservationView.Of(b, WarningOf(b, index.Find(b.PoolId), g.ArrivesAt))),
            ],
            g.Version
        ));
    }

    private static string StatusOf(IReadOnlyCollection<GroupReservationSnapshot> reservations) =>
        reservations.Any(b => b is { Version: 0, Status: GroupReservationStatus.Asked })
            ? "sent"
            : Furthest.First(status => reservations.Any(b => b.Status == status));

    private static string? WarningOf(
        GroupReservationSnapshot reservation,
        AvailabilityChanged? house,
        DateTimeOffset arrivesAt
    ) =>
        !GroupReservationStatus.Keeping.Contains(reservation.Status) ? null
        : house is null ? "suspended"
        : house.Capacity.Occupied + house.Capacity.Held > house.Capacity.Maximum ? "overbooked"
        : !house.Admitting && !(house.ClosedUntil <= arrivesAt) ? "closed"
        : null;
}

/// <param name="Places">Places kept at first.</param>
/// <param name="Left">How many of them no named person has taken yet.</param>
/// <param name="Status">One of <see cref="GroupReservationStatus"/>.</param>
/// <param name="Reason">Why it was refused: a reject code, <c>no-capacity</c> or <c>no-response</c>.</param>
/// <param name="Warning">Why the house may not be able to take them though places are kept: <c>suspended</c>,
/// <c>overbooked</c>, or <c>closed</c> when they arrive.</param>
internal sealed record GroupReservationView(
    Guid PoolId,
    LocalText PoolName,
    string OrganisationName,
    IReadOnlyList<GroupMember> Members,
    int Places,
    int Left,
    string Status,
    string? Reason,
    DateTimeOffset? AnswerDueAt,
    string? Warning
)
{
    public static GroupReservationView Of(GroupReservationSnapshot b, string? warning) =>
        new(
            b.PoolId,
            b.PoolName,
            b.ProviderName,
            b.Members,
            b.Places,
            b.Left,
            b.Status,
            b.Reason,
            b.AnswerDueAt,
            warning
        );
}

/// <summary>Which houses would be asked for how many. Nothing is kept.</summary>
/// <param name="Unplaced">People for whom no house that would be asked has a place.</param>
internal sealed record GroupProposal(IReadOnlyList<ProposedReservation> Reservations, int Unplaced)
{
    public static GroupProposal Of(IReadOnlyList<HouseShare> shares, int people) =>
        new(
            [
                .. shares.Select(share => new ProposedReservation(
                    share.House.PoolId,
                    share.House.Name,
                    share.House.OrganisationName,
                    share.Members,
                    share.Places
                )),
            ],
            people - shares.Sum(share => share.Places)
        );
}

internal sealed record ProposedReservation(
    Guid PoolId,
    LocalText PoolName,
    string OrganisationName,
    IReadOnlyList<GroupMember> Members,
    int Places
);
