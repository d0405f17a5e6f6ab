using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Data;

/// <summary>What somebody answered long after her provider's help ended.</summary>
internal sealed class MeasuredOutcome
{
    public required Guid AttemptId { get; init; }

    /// <summary>One of <see cref="Contracts.KindDescriptor.Measures"/>.</summary>
    public required string Measure { get; init; }
    public required Guid ReferralId { get; init; }

    /// <summary>The latest answer, one of the measure's list.</summary>
    public string Result { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    /// <summary>When it was first answered: it counts in that month, however often it is corrected.</summary>
    public DateTimeOffset FirstAt { get; private set; } = DateTimeOffset.MaxValue;

    public static MeasuredOutcome Of(OutcomeMeasured m)
    {
        var outcome = new MeasuredOutcome
        {
            AttemptId = m.AttemptId,
            Measure = m.Measure,
            ReferralId = m.ReferralId,
        };
        outcome.Take(m);
        return outcome;
    }

    /// <summary>Takes over an answer; answers may arrive in any order.</summary>
    public void Take(OutcomeMeasured m)
    {
        if (m.At >= At)
            (Result, At) = (m.Result, m.At);
        if (m.At < FirstAt)
            FirstAt = m.At;
    }
}
