using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Data;

/// <summary>A fund with a number of grants: one is given once, as a place is.</summary>
internal sealed class Fund
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }
    public required LocalText Name { get; set; }

    /// <summary>How many there are.</summary>
    public required int Grants { get; init; }

    /// <summary>How many are given; never more than there are.</summary>
    public int Given { get; init; }

    /// <summary>No grant is given after it.</summary>
    public DateOnly? Until { get; set; }
    public int Version { get; set; } = 1;
}

/// <summary>A grant of a fund for one attempt.</summary>
internal sealed class Grant
{
    public required Guid AttemptId { get; init; }
    public required Guid FundId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
}

/// <summary>Whether she was there on a day.</summary>
internal sealed class Attendance
{
    public required Guid AttemptId { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>One of the trade's codes.</summary>
    public required string Mark { get; set; }
}

/// <summary>Whether she has work so long after the course.</summary>
internal sealed class WorkOutcome
{
    public required Guid AttemptId { get; init; }

    /// <summary>3 or 6.</summary>
    public required int Month { get; init; }

    /// <summary>One of the trade's codes.</summary>
    public required string Result { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
}
