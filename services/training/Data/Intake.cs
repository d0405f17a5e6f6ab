namespace ReferralNetwork.Training.Data;

/// <summary>A pool of seats as one run of a course.</summary>
internal sealed class Intake
{
    public required Guid PoolId { get; init; }

    /// <summary>Shared by the intakes of one course: whoever still waits moves to the next of them.</summary>
    public required Guid CourseId { get; init; }

    /// <summary>When it begins; nobody is accepted after that. Null: one may join at any time.</summary>
    public DateTimeOffset? StartsAt { get; set; }
    public int Version { get; set; }
}
