using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Domain.Search;
using ReferralNetwork.Referrals.Indexing;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Which places are open now. Criteria travel in the body, never in a URL (rule 3).</summary>
internal static class SearchAvailability
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost("/api/availability/search", Search)
            .For(Roles.Caseworker, Roles.Coordinator)
            .WithTags("availability");
        routes
            .MapGet("/api/availability/{poolId:guid}", Show)
            .For(Roles.Caseworker, Roles.Coordinator)
            .WithTags("availability");
    }

    private static Results<SearchAnswers.Answer, Refused> Search(
        SearchRequest request,
        AvailabilityIndex index,
        Heartbeats heartbeats,
        SearchAnswers answers,
        TimeProvider time
    )
    {
        Cursor? cursor = null;
        if (request.Cursor is not null && !Cursor.TryParse(request.Cursor, out cursor))
            return Problem.Field("cursor", "is not one that a search has answered");
        var now = time.GetUtcNow();
        var asOf = heartbeats.AsOf(request.Kinds!);
        var found = index.Search(request.ToQuery(cursor, index.Gazetteer), now);
        return answers.Of(found, index.Gazetteer, asOf, delayed: asOf is null || now - asOf > Heartbeats.Late);
    }

    private static Results<Ok<AvailabilityView>, Refused> Show(
        Guid poolId,
        AvailabilityIndex index,
        FreshnessRules rules,
        TimeProvider time
    ) =>
        index.Find(poolId) is { } pool
            ? TypedResults.Ok(
                AvailabilityView.Of(
                    new SearchHit(
                        pool,
                        rules.For(pool).Of(pool.Capacity.ConfirmedAt, time.GetUtcNow()),
                        Readiness.IsOpen(pool),
                        null,
                        [],
                        Why.Nothing
                    ),
                    index.Gazetteer
                )
            )
            : Problem.NotFound();
}

/// <param name="AdmitsAt">When she would arrive.</param>
/// <param name="Province">Two digits.</param>
/// <param name="Places">1 to 12 needed together; with <c>openOnly</c> a pool with fewer is left out.</param>
/// <param name="From">NCDD code of where she comes from.</param>
/// <param name="Lacking">Finds only the pools that would fit but for this one thing, which can be made up for.</param>
/// <param name="MedicalWindow">72 or 120 hours: pools that give help that is needed within a window are first, then the
/// nearest.</param>
internal sealed record SearchRequest(
    IReadOnlyList<string>? Kinds,
    string? Sex,
    decimal? Age,
    bool? AgeEstimated,
    IReadOnlyList<string>? Needs,
    IReadOnlyList<string>? Languages,
    int? WithChildren,
    IReadOnlyList<ChildInput>? Children,
    IReadOnlyList<string>? Access,
    string? PlaceAs,
    IReadOnlyList<string>? Has,
    string? From,
    Position? Near,
    string? Province,
    bool? OpenOnly,
    DateTimeOffset? AdmitsAt,
    NeverInput? Never,
    int? Limit,
    string? Cursor,
    int? Places = null,
    int? MedicalWindow = null,
    string? Lacking = null,
    IReadOnlyList<ChildInput>? Siblings = null
)
{
    /// <param name="gazetteer">Gives the position of where she comes from, which counts as near where nothing else is
    /// given.</param>
    public SearchQuery ToQuery(Cursor? cursor, Gazetteer gazetteer) =>
        new(Kinds!)
        {
            Criteria = new Criteria(
                Sex,
                Age is { } age ? (int)age : null,
                AgeEstimated ?? false,
                Needs,
                Languages,
                WithChildren ?? 0,
                Children?.Select(c => c.ToChild()).ToList(),
                Access,
                PlaceAs,
                Has,
                From,
                Siblings?.Select(s => s.ToChild()).ToList()
            ),
            Near = Near ?? (From is null ? null : gazetteer.Centroid(From)),
            Province = Province,
            OpenOnly = OpenOnly ?? false,
            Places = Features.Siblings.Places(Kinds is [var kind] ? kind : null, Siblings, Places),
            AdmitsAt = AdmitsAt,
            MedicalWindow = MedicalWindow,
            Lacking = Lacking,
            Never = (Never ?? NeverInput.None).ToList(),
            Limit = Limit ?? 20,
            Cursor = cursor,
        };
}

internal sealed class SearchRequestValidator : AbstractValidator<SearchRequest>
{
    public SearchRequestValidator()
    {
        RuleFor(r => r.Kinds).Must(kinds => kinds is { Count: > 0 }).WithMessage("is required").AllOf(Codes.Kinds);
        RuleFor(r => r.Sex).OneOf(Codes.Sexes);
        RuleFor(r => r.Age).InclusiveBetween(0, 120);
        RuleFor(r => r.Needs).AllOf(Codes.Needs);
        RuleFor(r => r.Languages).AllOf(Codes.Languages);
        RuleFor(r => r.WithChildren).InclusiveBetween(0, 20);
        RuleFor(r => r.Children).Must(all => all is null || all.Count <= 20).WithMessage("holds at most 20");
        RuleForEach(r => r.Children).NotNull().SetValidator(new ChildInputValidator());
        RuleFor(r => r.Access).AllOf(Codes.Access);
        RuleFor(r => r.PlaceAs).OneOf(Codes.PlaceAs);
        RuleFor(r => r.Has).AllOf(Codes.Requires);
        RuleFor(r => r.From).Matches(@"\A([0-9]{2}){1,3}\z").WithMessage("is an NCDD code of 2, 4 or 6 digits");
        RuleFor(r => r.Near!.Lat).InclusiveBetween(-90, 90).When(r => r.Near is not null);
        RuleFor(r => r.Near!.Lon).InclusiveBetween(-180, 180).When(r => r.Near is not null);
        RuleFor(r => r.Province).Matches(@"\A[0-9]{2}\z").WithMessage("is a province code of 2 digits");
        RuleFor(r => r.Never).SetValidator(new NeverInputValidator()!);
        RuleFor(r => r.Siblings).Must(Siblings.AreFew).WithMessage(Siblings.Most);
        RuleForEach(r => r.Siblings).NotNull().SetValidator(new ChildInputValidator());
        RuleFor(r => r.Places)
            .InclusiveBetween(1, SendReferralRequestValidator.MaxPlaces)
            .Must((r, places) => Siblings.HavePlaces(r.Kinds is [var kind] ? kind : null, r.Siblings, places))
            .WithMessage("is one for each: for the siblings and for who is looked for");
        RuleFor(r => r.MedicalWindow).MedicalWindowOf(r => r.Kinds is [var only] ? only : null);
        RuleFor(r => r.Lacking).OneOf(EligibilityRules.CanBeMadeUpFor);
        RuleFor(r => r.Limit).InclusiveBetween(1, SearchQuery.MaxLimit);
    }
}

/// <param name="AsOf">Everything the kinds' services committed before this is in the answer; null when not
/// known.</param>
/// <param name="Delayed">True: older than a minute, or not known.</param>
internal sealed record SearchView(
    IReadOnlyList<AvailabilityView> Items,
    int Total,
    bool TotalIsMore,
    string? NextCursor,
    DateTimeOffset? AsOf,
    bool Delayed
);
