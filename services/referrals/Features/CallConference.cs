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

/// <summary>The referrer calls those who help her to a conference. Only organisations that have accepted her and that
/// her consent covers can be named; the note is sealed under her key and destroyed with her consent.</summary>
internal static class CallConference
{
    public static void Map(IEndpointRouteBuilder referrals) =>
        referrals.MapPost("/{id:guid}/conferences", Handle).For(Roles.Caseworker).Creates(Reload);

    private static async Task<Results<Created<ConferenceView>, Refused>> Handle(
        Guid id,
        ConferenceRequest request,
        ReferralsDb db,
        Sealer sealer,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (
            await ReferralView.Own(db, user).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct)
            is not { } referral
        )
            return Problem.NotFound();
        var now = await clock.Now(ct);
        if (await Conferences.Shared(db, sealer, referral, user, now, ct) is not { } shared)
            return Conferences.NotShared();
        var helpers = (
            await db.Attempts.AsNoTracking().Where(a => a.ReferralId == id && a.Round == referral.Round).ToListAsync(ct)
        )
            .Where(a => Status.Helping.Contains(a.Status) && ConsentRules.Covers(shared.Consent, a.OrganisationId))
            .DistinctBy(a => a.OrganisationId)
            .ToDictionary(a => a.OrganisationId, a => a.OrganisationName);
        if (request.Organisations!.Any(organisation => !helpers.ContainsKey(organisation)))
            return Problem.Field(
                "organisations",
                "holds one that has not accepted the survivor, or that the consent does not cover"
            );

        var conference = new Conference
        {
            Id = Guid.CreateVersion7(now),
            ReferralId = id,
            OrganisationId = referral.OrganisationId,
            OrganisationName = referral.OrganisationName,
            At = request.At!.Value,
            SealedNote = request.Note is null ? null : sealer.Seal(shared.Key.Wrapped, id, request.Note),
        };
        conference.Members.AddRange(
            request.Organisations!.Select(organisation => new ConferenceMember
            {
                ConferenceId = conference.Id,
                OrganisationId = organisation,
                OrganisationName = helpers[organisation],
            })
        );
        db.Add(conference);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/conferences/{conference.Id}", ConferenceView.Of(conference, request.Note));
    }

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct)
    {
        var db = http.RequestServices.GetRequiredService<ReferralsDb>();
        // When the same is sent again, the sender may no longer own the conference, or may be barred.
        return
            await Conferences
                .Own(db, http.User)
                .AsNoTracking()
                .Include(c => c.Members)
                .SingleOrDefaultAsync(c => c.Id == id, ct)
                is { } conference
            ? ConferenceView.Of(
                conference,
                await ReadConferences.NoteOf(db, http.RequestServices.GetRequiredService<Sealer>(), conference, ct)
            )
            : null;
    }
}

/// <param name="Organisations">1 to 10, each once.</param>
/// <param name="Note">What is to be discussed.</param>
internal sealed record ConferenceRequest(DateTimeOffset? At, IReadOnlyList<Guid>? Organisations, string? Note);

internal sealed class ConferenceRequestValidator : AbstractValidator<ConferenceRequest>
{
    public ConferenceRequestValidator(TimeProvider time)
    {
        RuleFor(r => r.At).Near(time);
        RuleFor(r => r.Organisations)
            .Must(all => all is { Count: > 0 and <= 10 } && all.Distinct().Count() == all.Count)
            .WithMessage("is required: 1 to 10 ids, each once");
        RuleFor(r => r.Note).Text(4000);
    }
}
