using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Capacity.Domain;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>Hour and meeting point are agreed, sealed for the two of them.</summary>
internal static class ScheduleArrival
{
    /// <summary>How far ahead an arrival may be scheduled.</summary>
    private static readonly TimeSpan MaxAhead = TimeSpan.FromDays(60);

    public static void Map(IEndpointRouteBuilder actions) =>
        actions.MapPost("/schedule", Handle).For(Roles.Intake).InTransaction();

    private static Task<Results<Ok<InboxItem>, Refused>> Handle(
        Guid attemptId,
        ScheduleRequest request,
        ProviderAction provider,
        AttemptTransitions transitions,
        Deadlines deadlines,
        Sealer sealer,
        HttpContext http,
        CancellationToken ct
    ) =>
        provider.Run(
            http,
            attemptId,
            "schedule",
            (attempt, now) =>
            {
                var at = request.At!.Value;
                if (at < now.AddHours(-1) || at > now + MaxAhead)
                    return Task.FromResult<Refused?>(Problem.Field("at", "is from now to 60 days ahead"));
                attempt.ScheduledAt = at;
                attempt.Write(
                    sealer,
                    attempt.ReadNotes(sealer) with
                    {
                        MeetingPoint = request.MeetingPoint,
                        Escort = request.Escort,
                    }
                );
                var latest = at + deadlines.Of(attempt.Urgency).Grace;
                transitions.Apply(attempt, "schedule", attempt.By, now, dueAt: latest);
                return Task.FromResult<Refused?>(null);
            },
            ct
        );
}

internal sealed record ScheduleRequest(DateTimeOffset? At, string? MeetingPoint, string? Escort);

internal sealed class ScheduleRequestValidator : AbstractValidator<ScheduleRequest>
{
    public ScheduleRequestValidator()
    {
        RuleFor(r => r.At).NotNull().WithMessage("is required");
        RuleFor(r => r.MeetingPoint).Text(500);
        RuleFor(r => r.Escort).Text(200);
    }
}
