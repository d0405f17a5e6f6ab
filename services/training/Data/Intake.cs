namespace ReferralNetwork.Training.Data;

/// <summary>A pool of seats as one time that a course is given.</summary>
internal sealed class Intake
{
    public required Guid PoolId { get; init; }

    /// <summary>Shared by the intakes of one course: whoever waits goes on to the next of them.</summary>
    public required Guid CourseId { get; init; }

    /// <summary>When it begins; nobody is taken after. Null: one may come at any time.</summary>
    public DateTimeOffset? StartsAt { get; set; }
    public int Version { get; set; }
}
