using System.Security.Claims;
using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Platform.Writing;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <summary>The calls to a hotline, for its own organisation alone. A third party's call is counted and makes no
/// referral (rule 5); a dropped one may leave the number to call back, for a day.</summary>
internal static class Calls
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var calls = routes.MapGroup("/api/calls").WithTags("calls");
        ReadCalls.Map(calls);
        calls.MapPost("/", Note).For(Roles.Caseworker).Creates(Reload);
        calls
            .MapPost("/{callId:guid}/called-back", CalledBack)
            .For(Roles.Caseworker)
            .AddEndpointFilter(Scrub)
            .InTransaction();
    }

    private static async Task<Results<Created<CallView>, Refused>> Note(
        CallRequest request,
        ReferralsDb db,
        AvailabilityIndex index,
        Sealer sealer,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (request.Province is { } province && index.Gazetteer.Find(province) is null)
            return Problem.Field("province", "is not a known province");
        var now = await clock.Now(ct);
        var (id, number) = (Guid.CreateVersion7(now), Telephone.Standard(request.Number));
        var call = new Call
        {
            Id = id,
            OrganisationId = user.Organisation(),
            At = now,
            Caller = request.Caller!,
            Kind = request.Kind,
            Province = request.Province,
            SealedNumber = number is null ? null : sealer.Seal(Call.NumberPurpose, id, number),
            NumberUntil = number is null ? null : now + Call.KeepNumber,
        };
        db.Add(call);
        return TypedResults.Created((string?)null, CallView.Of(call, number));
    }

    private static async Task<Results<NoContent, Refused>> CalledBack(
        Guid callId,
        ReferralsDb db,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var organisation = user.Organisation();
        if (
            await db.Calls.SingleOrDefaultAsync(c => c.Id == callId && c.OrganisationId == organisation, ct)
            is not { } call
        )
            return Problem.NotFound();
        var now = await clock.Now(ct);
        if (!call.IsOpen(now))
            return Problem.Of(StatusCodes.Status409Conflict, "There is no number to call back any more.");
        (call.CalledBackAt, call.SealedNumber) = (now, null);
        return TypedResults.NoContent();
    }

    // The number is still in the write-ahead log until that is scrubbed.
    private static async ValueTask<object?> Scrub(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        await context.HttpContext.RequestServices.GetRequiredService<ReferralsDb>().Scrub(CancellationToken.None);
        return answer;
    }

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct)
    {
        var services = http.RequestServices;
        var call = await services
            .GetRequiredService<ReferralsDb>()
            .Calls.AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == id, ct);
        return call is null
            ? null
            : CallView.Open(
                call,
                services.GetRequiredService<Sealer>(),
                await services.GetRequiredService<DatabaseClock>().Now(ct)
            );
    }
}

/// <param name="Kind">The kind of help that was asked about.</param>
/// <param name="Province">Two digits.</param>
/// <param name="Number">To call back; for a dropped call alone. Left out when serialised, so that the hash kept with an
/// Idempotency-Key, which lives longer, does not include it.</param>
internal sealed record CallRequest(
    string? Caller,
    string? Kind,
    string? Province,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)] string? Number
);

internal sealed class CallRequestValidator : AbstractValidator<CallRequest>
{
    public CallRequestValidator()
    {
        RuleFor(r => r.Caller).RequiredOneOf(Codes.Callers);
        RuleFor(r => r.Kind).OneOf(Codes.Kinds);
        RuleFor(r => r.Kind).Null().When(IsDropped).WithMessage("is not asked in a dropped call");
        RuleFor(r => r.Province).Matches(@"\A[0-9]{2}\z").WithMessage("is a province code of 2 digits");
        RuleFor(r => r.Province).Null().When(IsDropped).WithMessage("is not asked in a dropped call");
        RuleFor(r => r.Number).Telephone();
        RuleFor(r => r.Number).Null().Unless(IsDropped).WithMessage("is kept of a dropped call alone");
    }

    private static bool IsDropped(CallRequest request) => request.Caller == "dropped";
}

/// <param name="Number">Of a dropped call, until she was called back or its day is over.</param>
internal sealed record CallView(
    Guid Id,
    DateTimeOffset At,
    string Caller,
    string? Kind,
    string? Province,
    string? Number,
    DateTimeOffset? NumberUntil,
    DateTimeOffset? CalledBackAt,
    [property: JsonIgnore] int Version
) : IResource
{
    public static CallView Of(Call c, string? number) =>
        new(
            c.Id,
            c.At,
            c.Caller,
            c.Kind,
            c.Province,
            number,
            c.NumberUntil,
            c.CalledBackAt,
            c.CalledBackAt is null ? 1 : 2
        );

    public static CallView Open(Call c, Sealer sealer, DateTimeOffset now) =>
        Of(c, c.IsOpen(now) ? sealer.Open<string>(Call.NumberPurpose, c.Id, c.SealedNumber!) : null);
}
