namespace ReferralNetwork.Training.Data;

/// <summary>The result of trying somebody out before she is accepted.</summary>
internal sealed class Screening
{
    public required Guid AttemptId { get; init; }

    /// <summary>One of <see cref="Domain.Courses.Screenings"/>.</summary>
    public string Result { get; set; } = "";
    public int Version { get; set; }
}

/// <summary>Attendance on one day.</summary>
internal sealed class Attendance
{
    public required Guid AttemptId { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>One of the kind's codes.</summary>
    public required string Mark { get; set; }
}

/// <summary>Whether she has work some months after the course.</summary>
internal sealed class WorkOutcome
{
    public required Guid AttemptId { get; init; }

    /// <summary>Months after the course: 3 or 6.</summary>
    public required int Month { get; init; }

    /// <summary>One of the kind's codes.</summary>
    public required string Result { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
}
