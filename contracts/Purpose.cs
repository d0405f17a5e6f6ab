namespace ReferralNetwork.Contracts;

/// <summary>The purposes of a consent that code refers to by name; <see cref="Codes.Purposes"/> lists all.</summary>
public static class Purpose
{
    /// <summary>A place may be asked for, and its provider told what it may know; every consent has this
    /// purpose.</summary>
    public const string Placement = "placement";

    /// <summary>She may be asked how she is after her placement has ended.</summary>
    public const string FollowUp = "follow-up";

    /// <summary>Her first referrer may learn how it ended where a house has referred her on.</summary>
    public const string OnwardOutcome = "onward-outcome";
}
