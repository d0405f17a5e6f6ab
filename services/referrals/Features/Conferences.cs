using System.Security.Claims;
using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>What calling, changing and cancelling a conference share.</summary>
internal static class Conferences
{
    public static Task<Conference?> OwnOpen(ReferralsDb db, ClaimsPrincipal user, Guid id, CancellationToken ct) =>
        Own(db, user).Include(c => c.Members).SingleOrDefaultAsync(c => c.Id == id && c.CancelledAt == null, ct);

    public static IQueryable<Conference> Own(ReferralsDb db, ClaimsPrincipal user)
    {
        var (organisation, referrals) = (user.Organisation(), Visible.Referrals(db, user));
        return db.Conferences.Where(c => c.OrganisationId == organisation && referrals.Any(r => r.Id == c.ReferralId));
    }

    /// <returns>Null where nothing may be shared with a conference any more.</returns>
    public static async Task<Clearance?> Shared(
        ReferralsDb db,
        Sealer sealer,
        Referral referral,
        ClaimsPrincipal user,
        DateTimeOffset now,
        CancellationToken ct
    ) => (await Clearance.Of(db, sealer, [referral], user.Organisation(), user.Subject(), now, ct)).SingleOrDefault();

    public static Refused NotShared() => Problem.Of(StatusCodes.Status409Conflict, "The consent is no longer active.");
}

internal static class ConferenceRules
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(366);

    /// <summary>Within a year from now, also in the past: a conference can be recorded after it was held.</summary>
    public static void Near<T>(this IRuleBuilder<T, DateTimeOffset?> at, TimeProvider time) =>
        at.NotNull()
            .WithMessage("is required")
            .Must(when => when is null || (when - time.GetUtcNow()).Value.Duration() < Year)
            .WithMessage("is within a year from now");
}

/// <param name="Note">Null in a list.</param>
internal sealed record ConferenceView(
    Guid Id,
    Guid ReferralId,
    Party CalledBy,
    DateTimeOffset At,
    IReadOnlyList<Party> Organisations,
    string? Note,
    DateTimeOffset? CancelledAt,
    [property: JsonIgnore] int Version
) : IResource
{
    public static ConferenceView Of(Conference c, string? note) =>
        new(
            c.Id,
            c.ReferralId,
            new(c.OrganisationId, c.OrganisationName),
            c.At,
            [
                .. c
                    .Members.OrderBy(m => m.OrganisationName, StringComparer.Ordinal)
                    .Select(m => new Party(m.OrganisationId, m.OrganisationName)),
            ],
            note,
            c.CancelledAt,
            c.Version
        );
}
