namespace ReferralNetwork.Referrals.Features;

/// <summary>What the referring organisation may do with its referral; AttemptTable says in which status.</summary>
internal static class ReferrerActions
{
    public static void Map(IEndpointRouteBuilder referrals)
    {
        var actions = referrals.MapGroup("/{id:guid}/actions");
        WithdrawReferral.Map(actions);
        ReopenReferral.Map(actions);
        ConfirmOutcome.Map(actions);
        EnterInError.Map(actions);
    }
}
