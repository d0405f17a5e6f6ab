using FluentValidation;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>What a provider may do with a referral in its inbox; AttemptTable says in which state.</summary>
internal static class InboxActions
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var actions = routes.MapGroup("/inbox/{attemptId:guid}/actions");
        actions
            .MapPost(
                "/accept",
                (Guid attemptId, NothingRequest? _, ProviderAction act, CancellationToken ct) =>
                    act.Run(attemptId, "accept", attempt => act.Accept(attempt, ct), ct)
            )
            .For(Roles.Intake)
            .InTransaction();
        actions
            .MapPost(
                "/reject",
                (Guid attemptId, RefusalRequest r, ProviderAction act, CancellationToken ct) =>
                    act.Run(attemptId, "reject", attempt => act.Reject(attempt, r, ct), ct)
            )
            .For(Roles.Intake)
            .InTransaction();
        actions
            .MapPost(
                "/waitlist",
                (Guid attemptId, NothingRequest? _, ProviderAction act, CancellationToken ct) =>
                    act.Run(attemptId, "waitlist", attempt => act.Waitlist(attempt, ct), ct)
            )
            .For(Roles.Intake)
            .InTransaction();
        actions
            .MapPost(
                "/schedule",
                (Guid attemptId, ScheduleRequest r, ProviderAction act, CancellationToken ct) =>
                    act.Run(attemptId, "schedule", attempt => act.Schedule(attempt, r), ct)
            )
            .For(Roles.Intake)
            .InTransaction();
        actions
            .MapPost(
                "/arrive",
                (Guid attemptId, NothingRequest? _, ProviderAction act, CancellationToken ct) =>
                    act.Run(attemptId, "arrive", attempt => act.Arrive(attempt, ct), ct)
            )
            .For(Roles.Intake)
            .InTransaction();
        actions
            .MapPost(
                "/no-show",
                (Guid attemptId, NothingRequest? _, ProviderAction act, CancellationToken ct) =>
                    act.Run(attemptId, "no-show", attempt => act.NoShow(attempt, ct), ct)
            )
            .For(Roles.Intake)
            .InTransaction();
        actions
            .MapPost(
                "/cancel",
                (Guid attemptId, RefusalRequest r, ProviderAction act, CancellationToken ct) =>
                    act.Run(attemptId, "cancel", attempt => act.Cancel(attempt, r, ct), ct)
            )
            .For(Roles.Intake)
            .InTransaction();
        actions
            .MapPost(
                "/complete",
                (Guid attemptId, CompleteRequest r, ProviderAction act, CancellationToken ct) =>
                    act.Run(attemptId, "complete", attempt => act.Complete(attempt, r, ct), ct)
            )
            .For(Roles.Intake)
            .InTransaction();
        actions
            .MapPost(
                "/end-early",
                (Guid attemptId, EndEarlyRequest r, ProviderAction act, CancellationToken ct) =>
                    act.Run(attemptId, "end-early", attempt => act.EndEarly(attempt, r, ct), ct)
            )
            .For(Roles.Intake)
            .InTransaction();
        actions
            .MapPost(
                "/extend",
                (Guid attemptId, ExtendRequest r, ProviderAction act, CancellationToken ct) =>
                    act.Extend(attemptId, r, ct)
            )
            .For(Roles.Intake)
            .InTransaction();
    }
}

/// <summary>The body of an action that takes no input.</summary>
public sealed record NothingRequest;

internal sealed record RefusalRequest(string? Reason, string? Text);

internal sealed record ScheduleRequest(DateTimeOffset? At, string? MeetingPoint, string? Escort);

internal sealed record CompleteRequest(string? Outcome, string? Exit);

internal sealed record EndEarlyRequest(string? Exit);

/// <param name="Until">The new latest hour of arrival.</param>
internal sealed record ExtendRequest(DateTimeOffset? Until);

internal sealed class RefusalRequestValidator : AbstractValidator<RefusalRequest>
{
    public RefusalRequestValidator()
    {
        RuleFor(r => r.Reason).RequiredOneOf(Codes.RejectReasons);
        RuleFor(r => r.Text).Text(1000);
    }
}

internal sealed class ScheduleRequestValidator : AbstractValidator<ScheduleRequest>
{
    public ScheduleRequestValidator()
    {
        RuleFor(r => r.At).NotNull().WithMessage("is required");
        RuleFor(r => r.MeetingPoint).Text(500);
        RuleFor(r => r.Escort).Text(200);
    }
}

internal sealed class CompleteRequestValidator : AbstractValidator<CompleteRequest>
{
    public CompleteRequestValidator()
    {
        RuleFor(r => r.Outcome).RequiredOneOf(Codes.Outcomes);
        RuleFor(r => r.Exit).RequiredOneOf(Codes.Exits);
    }
}

internal sealed class EndEarlyRequestValidator : AbstractValidator<EndEarlyRequest>
{
    public EndEarlyRequestValidator() => RuleFor(r => r.Exit).RequiredOneOf(Codes.Exits);
}

internal sealed class ExtendRequestValidator : AbstractValidator<ExtendRequest>
{
    public ExtendRequestValidator() => RuleFor(r => r.Until).NotNull().WithMessage("is required");
}
