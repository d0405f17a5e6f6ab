namespace ReferralNetwork.Capacity.Features;

/// <summary>What a provider may do with a referral in its inbox; AttemptTable says in which status.</summary>
internal static class InboxActions
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var actions = routes.MapGroup("/inbox/{attemptId:guid}/actions");
        AcceptReferral.Map(actions);
        RejectReferral.Map(actions);
        PutOnWaitingList.Map(actions);
        ScheduleArrival.Map(actions);
        RecordArrival.Map(actions);
        RecordNoShow.Map(actions);
        CancelAcceptance.Map(actions);
        CompleteReferral.Map(actions);
        EndEarly.Map(actions);
        ExtendArrival.Map(actions);
    }
}

/// <summary>The body of an action that takes no input.</summary>
public sealed record NothingRequest;
