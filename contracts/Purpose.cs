namespace ReferralNetwork.Contracts;

/// <summary>The purposes of a consent that something in the network goes by.</summary>
public static class Purpose
{
    /// <summary>A place is asked for, and told what it may know; every consent has it.</summary>
    public const string Placement = "placement";

    /// <summary>She is asked how she is after her placement has ended.</summary>
    public const string FollowUp = "follow-up";

    /// <summary>Whoever referred her first learns how it ended where a house referred her on.</summary>
    public const string OnwardOutcome = "onward-outcome";
}
