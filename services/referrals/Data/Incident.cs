namespace ReferralNetwork.Referrals.Data;

/// <summary>
/// Many people at once, for example after a raid or from a boat. Declared by two organisations or a coordinator, it has
/// an allowance of its own for some days, so that it takes nobody's share. It takes effect at once, and a coordinator
/// reviews it afterwards.
/// </summary>
internal sealed class Incident
{
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(72);

    /// <summary>How long a declaration waits for a second organisation.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>How soon after it began a coordinator is to have reviewed it.</summary>
    public static readonly TimeSpan ReviewWithin = TimeSpan.FromHours(24);

    public required Guid Id { get; init; }
    public required int People { get; init; }

    /// <summary>NCDD code.</summary>
    public required string District { get; init; }
    public required Guid OrganisationId { get; init; }
    public required string OrganisationName { get; init; }

    /// <summary>User or client id.</summary>
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? SecondId { get; set; }
    public string? SecondName { get; set; }
    public string? SecondBy { get; set; }

    /// <summary>When it ends; null while it waits for a second organisation.</summary>
    public DateTimeOffset? Until { get; set; }
    public DateTimeOffset? ReviewedAt { get; set; }
    public string? ReviewedBy { get; set; }
    public bool? Upheld { get; set; }

    /// <summary>True once coordinators were told that nobody has reviewed it yet.</summary>
    public bool ToldReview { get; set; }
    public int Version { get; set; } = 1;

    public bool IsOpen(DateTimeOffset now) => Until > now && Upheld != false;

    public bool WaitsForSecond(DateTimeOffset now) => Until is null && At + Patience > now;

    public void Begin(DateTimeOffset now) => (Until, Version) = (now + Lasts, Version + 1);
}
