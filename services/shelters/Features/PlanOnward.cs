using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Capacity;
using ReferralNetwork.Capacity.Features;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Shelters.Data;

namespace ReferralNetwork.Shelters.Features;

/// <summary>Plans where somebody goes after a house, from the first night on; her referrer is told.</summary>
internal static class PlanOnward
{
    public static void Map(IEndpointRouteBuilder shelters) =>
        shelters.MapPut("/inbox/{attemptId:guid}/onward", Handle).For(Roles.Intake).InTransaction();

    private static async Task<Results<Ok<InboxItem>, Refused>> Handle(
        Guid attemptId,
        OnwardRequest request,
        SheltersDb db,
        KindLedger ledger,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await ledger.Find(user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        if (attempt.Status is not (Status.Accepted or Status.Ready or Status.InProgress))
            return KindLedger.Refuse(attempt, $"No next stay is planned for a referral that is {attempt.Status}.");
        (await Stay.Of(db, attempt.Id, ct)).Onward = request.Onward;
        attempt.Touch(await clock.Now(ct));
        return TypedResults.Ok(await ledger.View(attempt, ct));
    }
}

/// <param name="Onward">One of <see cref="SheltersKind.Stays"/>; null: not known.</param>
internal sealed record OnwardRequest(string? Onward);

internal sealed class OnwardRequestValidator : AbstractValidator<OnwardRequest>
{
    public OnwardRequestValidator() => RuleFor(r => r.Onward).OneOf(SheltersKind.Stays);
}
