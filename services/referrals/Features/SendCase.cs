using System.Security.Claims;
using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>
/// Several needs after one conversation: she is asked once, and each referral has a code and a receipt of its own, for
/// its own recipients and the fields that they may have. All are sent or none.
/// </summary>
internal static class SendCase
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/cases", Send).For(Roles.Caseworker).Creates(Reload).WithTags("referrals");

    private static async Task<Results<Accepted<CaseView>, Refused>> Send(
        SendCaseRequest request,
        ReferralsDb db,
        ReferralSender sending,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var agreed = request.Consent!.Fields ?? [];
        if (request.Details?.NotCovered(agreed) is { } field)
            return Problem.Field($"details.{field}", "is not covered by consent.fields");
        var sent = new List<Referral>();
        for (var i = 0; i < request.Referrals!.Count; i++)
        {
            var need = request.Referrals[i];
            var fields = need.Fields ?? agreed;
            var details = request.Details?.Covered(fields);
            // The others join the first; each gets only those details that its recipients may have.
            var referral = new SendReferralRequest(
                need.Kind,
                need.Urgency,
                need.MedicalWindow,
                need.Plan,
                need.ContinueOnRefusal,
                need.Waitlist,
                request.Survivor,
                request.Never,
                request.Consent with
                {
                    Fields = fields,
                },
                details?.IsEmpty() == false ? details : null,
                i == 0 ? null : new CaseRequest(sent[need.After ?? 0].Id, need.After is not null),
                need.Places,
                Despite: need.Despite,
                HappenedAt: need.HappenedAt,
                IncidentId: request.IncidentId
            );
            var (refusal, made) = await sending.Send(referral, user, $"referrals[{i}].", ct);
            if (refusal is not null)
                return refusal;
            sent.Add(made!);
        }
        return TypedResults.Accepted($"/api/referrals/{sent[0].Id}", await CaseView.Of(db, user, sent[0].Id, ct));
    }

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct) =>
        await CaseView.Of(http.RequestServices.GetRequiredService<ReferralsDb>(), http.User, id, ct);
}

/// <param name="Consent">The consent from the one conversation; each referral gets a receipt of its own.</param>
/// <param name="Referrals">2 to 4.</param>
internal sealed record SendCaseRequest(
    SurvivorInput? Survivor,
    NeverInput? Never,
    ConsentInput? Consent,
    DetailsRequest? Details,
    IReadOnlyList<NeedInput>? Referrals,
    Guid? IncidentId = null
);

/// <param name="Fields">What the recipients of this one may have of what she agreed to share; all of it when left
/// out.</param>
/// <param name="Despite">See <see cref="SendReferralRequest"/>.</param>
/// <param name="HappenedAt">See <see cref="SendReferralRequest"/>.</param>
/// <param name="After">Index of an earlier one that is to end first, as an examination before a legal report.</param>
internal sealed record NeedInput(
    string? Kind,
    string? Urgency,
    int? MedicalWindow,
    IReadOnlyList<Guid>? Plan,
    bool? ContinueOnRefusal,
    bool? Waitlist,
    IReadOnlyList<string>? Fields,
    int? After,
    int? Places,
    IReadOnlyList<string>? Despite = null,
    DateTimeOffset? HappenedAt = null
);

internal sealed class SendCaseRequestValidator : AbstractValidator<SendCaseRequest>
{
    public SendCaseRequestValidator()
    {
        RuleFor(r => r.Survivor).NotNull().WithMessage("is required").SetValidator(new SurvivorInputValidator()!);
        RuleFor(r => r.Never).SetValidator(new NeverInputValidator()!);
        RuleFor(r => r.Consent)
            .NotNull()
            .WithMessage("is required: no consent, no referral")
            .SetValidator(new ConsentInputValidator()!);
        RuleFor(r => r.Details).SetValidator(new DetailsRequestValidator()!);
        RuleFor(r => r.Referrals)
            .Must(all => all is { Count: >= 2 and <= 4 } && !all.Contains(null!))
            .WithMessage("is required: 2 to 4");
        RuleForEach(r => r.Referrals).SetValidator(new NeedInputValidator());
        RuleFor(r => r.Referrals)
            .Must(
                (r, all) =>
                    all is null
                    || all.All(need =>
                        need is null || Siblings.HavePlaces(need.Kind, r.Survivor?.Siblings, need.Places)
                    )
            )
            .WithMessage("places are one for each: for the siblings and for who is referred");
        RuleFor(r => r.Referrals)
            .Must(all =>
                all is null
                || all.Select((need, i) => need?.After is null || (need.After >= 0 && need.After < i))
                    .All(earlier => earlier)
            )
            .WithMessage("after names an earlier one");
        RuleFor(r => r.Referrals)
            .Must(
                (r, all) =>
                    all is null
                    || all.All(need =>
                        need?.Fields is null || need.Fields.All(field => r.Consent?.Fields?.Contains(field) == true)
                    )
            )
            .WithMessage("fields are of those she agreed to");
    }
}

internal sealed class NeedInputValidator : AbstractValidator<NeedInput>
{
    public NeedInputValidator()
    {
        RuleFor(r => r.Kind).RequiredOneOf(Codes.Kinds);
        RuleFor(r => r.Urgency).RequiredOneOf(Codes.Urgencies);
        RuleFor(r => r.MedicalWindow).MedicalWindowOf(r => r.Kind);
        RuleFor(r => r.HappenedAt).HappenedAtOf(r => r.MedicalWindow);
        RuleFor(r => r.Plan).NotNull().WithMessage("is required").SetValidator(new PlanValidator());
        RuleFor(r => r.Fields).AllOf(ConsentFields.All);
        RuleFor(r => r.Despite).AllOf(EligibilityRules.CanBeMadeUpFor);
        RuleFor(r => r.Places).InclusiveBetween(1, SendReferralRequestValidator.MaxPlaces);
    }
}

/// <summary>The referrals of one survivor, for their owner alone.</summary>
/// <param name="Id">Id of the first.</param>
internal sealed record CaseView(Guid Id, IReadOnlyList<CaseLine> Referrals) : IResource
{
    [JsonIgnore]
    public int Version => 1;

    public static async Task<CaseView?> Of(ReferralsDb db, ClaimsPrincipal user, Guid first, CancellationToken ct) =>
        await ReferralView.Own(db, user).AsNoTracking().SingleOrDefaultAsync(r => r.Id == first, ct) is not { } r
            ? null
            : new(r.Id, [CaseLine.Of(r), .. await CaseLine.Beside(db, r, user, ct)]);
}
