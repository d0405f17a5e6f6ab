namespace ReferralNetwork.Contracts;

/// <summary>States of an attempt: FHIR R5 Task.status codes. A referral shows the last known one of its current
/// attempt.</summary>
public static class Status
{
    public const string Requested = "requested";
    public const string Received = "received";
    public const string OnHold = "on-hold";
    public const string Accepted = "accepted";
    public const string Ready = "ready";
    public const string InProgress = "in-progress";
    public const string Rejected = "rejected";
    public const string Failed = "failed";
    public const string Completed = "completed";
    public const string Cancelled = "cancelled";
    public const string EnteredInError = "entered-in-error";

    public static readonly CodeList All = new(
        Requested,
        Received,
        OnHold,
        Accepted,
        Ready,
        InProgress,
        Rejected,
        Failed,
        Completed,
        Cancelled,
        EnteredInError
    );

    /// <summary>Not ended yet.</summary>
    public static readonly CodeList Open = new(Requested, Received, OnHold, Accepted, Ready, InProgress);

    /// <summary>Open and not waiting: at most one attempt of a referral is live.</summary>
    public static readonly CodeList Live = new(Requested, Received, Accepted, Ready, InProgress);

    /// <summary>A provider has accepted her.</summary>
    public static readonly CodeList Helping = new(Accepted, Ready, InProgress, Completed);
}

/// <summary>Business statuses, beside the status: what happened, in the field's own words (FHIR
/// Task.businessStatus).</summary>
public static class Business
{
    public const string Sent = "sent";
    public const string Held = "held";
    public const string AssessmentNeeded = "assessment-needed";
    public const string NoCapacity = "no-capacity";
    public const string Waitlisted = "waitlisted";
    public const string HoldEnded = "hold-ended";
    public const string Accepted = "accepted";
    public const string NoResponse = "no-response";
    public const string Scheduled = "scheduled";
    public const string Arrived = "arrived";
    public const string ProviderWithdrew = "provider-withdrew";
    public const string NoShow = "no-show";
    public const string NotArrived = "not-arrived";
    public const string Left = "left";
    public const string Missing = "missing";
    public const string Transferred = "transferred";
    public const string Withdrawn = "withdrawn";
    public const string Reopened = "reopened";
    public const string Confirmed = "confirmed";
    public const string NoProvider = "no-provider";
    public const string EnteredInError = "entered-in-error";
}
