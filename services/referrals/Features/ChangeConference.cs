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

/// <summary>Changes the hour of a conference, or its note, which may tell afterwards what was agreed.</summary>
internal static class ChangeConference
{
    public static void Map(IEndpointRouteBuilder conferences) =>
        conferences.MapPut("/{conferenceId:guid}", Handle).For(Roles.Caseworker).InTransaction();

    private static async Task<Results<Ok<ConferenceView>, Refused>> Handle(
        Guid conferenceId,
        ChangeConferenceRequest request,
        ReferralsDb db,
        Sealer sealer,
        DatabaseClock clock,
        ClaimsPrincipal user,
        HttpContext http,
        CancellationToken ct
    )
    {
        if (await Conferences.OwnOpen(db, user, conferenceId, ct) is not { } conference)
            return Problem.NotFound();
        if (Preconditions.Check(http, ConferenceView.Of(conference, null)) is { } refused)
            return refused;
        var referral = await db.Referrals.AsNoTracking().SingleAsync(r => r.Id == conference.ReferralId, ct);
        if (await Conferences.Shared(db, sealer, referral, user, await clock.Now(ct), ct) is not { } shared)
            return Conferences.NotShared();
        (conference.At, conference.Version) = (request.At!.Value, conference.Version + 1);
        conference.SealedNote = request.Note is null
            ? null
            : sealer.Seal(shared.Key.Wrapped, conference.ReferralId, request.Note);
        await db.SaveChangesAsync(ct);
        return Preconditions.Ok(http, ConferenceView.Of(conference, request.Note));
    }
}

/// <param name="Note">Replaces the note before; afterwards it may tell what was agreed.</param>
internal sealed record ChangeConferenceRequest(DateTimeOffset? At, string? Note);

internal sealed class ChangeConferenceRequestValidator : AbstractValidator<ChangeConferenceRequest>
{
    public ChangeConferenceRequestValidator(TimeProvider time)
    {
        RuleFor(r => r.At).Near(time);
        RuleFor(r => r.Note).Text(4000);
    }
}
