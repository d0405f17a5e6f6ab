using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Data;

/// <summary>Whether she has work so long after a course; its centre asks her.</summary>
internal sealed class WorkResult
{
    public required Guid AttemptId { get; init; }

    /// <summary>3 or 6 after the course.</summary>
    public required int Month { get; init; }
    public required Guid ReferralId { get; init; }

    /// <summary>One of <see cref="Contracts.Codes.WorkResults"/>: the last that was said.</summary>
    public string Result { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    /// <summary>In whose month it is counted, however often it is put right.</summary>
    public DateTimeOffset FirstAt { get; private set; } = DateTimeOffset.MaxValue;

    public static WorkResult Of(WorkRecorded m)
    {
        var work = new WorkResult
        {
            AttemptId = m.AttemptId,
            Month = m.Month,
            ReferralId = m.ReferralId,
        };
        work.Take(m);
        return work;
    }

    /// <summary>In whatever order they come.</summary>
    public void Take(WorkRecorded m)
    {
        if (m.At >= At)
            (Result, At) = (m.Result, m.At);
        if (m.At < FirstAt)
            FirstAt = m.At;
    }
}
