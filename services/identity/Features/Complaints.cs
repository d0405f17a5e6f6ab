using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>
/// A complaint about a partner, from anyone who is signed in. It goes to coordinators and auditors, and never to the
/// organisation that it is about, whatever role somebody there has.
/// </summary>
internal static class Complaints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var complaints = routes.MapGroup("/api/complaints").WithTags("complaints");
        // Without Idempotency-Key: its row would tell who complained.
        complaints.MapPost("/", Say).For([.. Roles.All]).InTransaction();
        complaints.MapGet("/", All).For(Roles.Coordinator, Roles.Auditor);
        complaints.MapPost("/{complaintId:guid}/close", Close).For(Roles.Coordinator).InTransaction();
    }

    private static async Task<Results<Accepted<ComplaintReceipt>, Refused>> Say(
        ComplaintRequest request,
        IdentityDb db,
        Sealer sealer,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (!await db.Organisations.AnyAsync(o => o.Id == request.About, ct))
            return Access.Refuse(StatusCodes.Status400BadRequest, "about", "is not a known organisation");
        var now = await clock.Now(ct);
        var id = Guid.CreateVersion7(now);
        db.Add(
            new Complaint
            {
                Id = id,
                OrganisationId = request.About!.Value,
                CreatedAt = now,
                SealedText = sealer.Seal(Complaint.TextPurpose, id, request.Text!),
            }
        );
        return TypedResults.Accepted((string?)null, new ComplaintReceipt(id, now));
    }

    private static async Task<Ok<Page<ComplaintView>>> All(
        [AsParameters] PageQuery page,
        ClaimsPrincipal user,
        IdentityDb db,
        Sealer sealer,
        CancellationToken ct
    )
    {
        var found = await Visible(db, user).Page(page, complaint => complaint, ct);
        var about = found.Items.Select(c => c.OrganisationId).Distinct().ToList();
        var names = await db
            .Organisations.AsNoTracking()
            .Where(o => about.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        return TypedResults.Ok(
            new Page<ComplaintView>(
                [.. found.Items.Select(c => ComplaintView.Of(c, names[c.OrganisationId], sealer))],
                found.NextCursor
            )
        );
    }

    private static async Task<Results<Ok<ComplaintView>, Refused>> Close(
        Guid complaintId,
        CloseComplaintRequest request,
        ClaimsPrincipal user,
        IdentityDb db,
        Sealer sealer,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await Visible(db, user).SingleOrDefaultAsync(c => c.Id == complaintId, ct) is not { } complaint)
            return Problem.NotFound();
        if (complaint.ClosedAt is not null)
            return Problem.Of(StatusCodes.Status409Conflict, "This complaint is already closed.");
        (complaint.ClosedAt, complaint.ClosedBy, complaint.Version) = (
            await clock.Now(ct),
            user.Subject(),
            complaint.Version + 1
        );
        complaint.SealedNote = sealer.Seal(Complaint.NotePurpose, complaint.Id, request.Note!);
        var organisation = await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == complaint.OrganisationId, ct);
        return TypedResults.Ok(ComplaintView.Of(complaint, organisation.Name, sealer));
    }

    private static IQueryable<Complaint> Visible(IdentityDb db, ClaimsPrincipal user)
    {
        var own = user.Organisation();
        return db.Complaints.Where(c => c.OrganisationId != own);
    }
}

/// <param name="About">The organisation.</param>
/// <param name="Text">What happened. Whoever wants an answer says in it how to be reached.</param>
internal sealed record ComplaintRequest(Guid? About, string? Text);

/// <param name="Id">For asking what became of it; whoever complained cannot read the complaint through the API.</param>
internal sealed record ComplaintReceipt(Guid Id, DateTimeOffset CreatedAt);

/// <param name="Note">What was done.</param>
internal sealed record CloseComplaintRequest(string? Note);

internal sealed class ComplaintRequestValidator : AbstractValidator<ComplaintRequest>
{
    public ComplaintRequestValidator()
    {
        RuleFor(r => r.About).NotNull().WithMessage("is required");
        RuleFor(r => r.Text).RequiredText(4000);
    }
}

internal sealed class CloseComplaintRequestValidator : AbstractValidator<CloseComplaintRequest>
{
    public CloseComplaintRequestValidator() => RuleFor(r => r.Note).RequiredText(2000);
}

internal sealed record ComplaintView(
    Guid Id,
    Guid OrganisationId,
    LocalText OrganisationName,
    DateTimeOffset CreatedAt,
    string Text,
    DateTimeOffset? ClosedAt,
    string? Note
)
{
    public static ComplaintView Of(Complaint c, LocalText name, Sealer sealer) =>
        new(
            c.Id,
            c.OrganisationId,
            name,
            c.CreatedAt,
            sealer.Open<string>(Complaint.TextPurpose, c.Id, c.SealedText),
            c.ClosedAt,
            c.SealedNote is null ? null : sealer.Open<string>(Complaint.NotePurpose, c.Id, c.SealedNote)
        );
}
