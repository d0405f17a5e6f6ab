using System.Security.Claims;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Referrals.Data;

/// <summary>What the survivor agreed to (FHIR Consent). Kept after withdrawal: it proves what was agreed and until
/// when.</summary>
internal sealed class ConsentReceipt
{
    public required Guid Id { get; init; }
    public required Guid ReferralId { get; init; }

    /// <summary><c>consent</c>, or <c>vital-interest</c> for a life in danger and no one able to consent.</summary>
    public required string Basis { get; init; }
    public required IReadOnlyList<string> Purposes { get; init; }

    /// <summary>When those purposes end that do not end with <see cref="ExpiresAt"/>.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> Ends { get; init; }

    /// <summary>Empty: the organisations of the plan.</summary>
    public required IReadOnlyList<Guid> Recipients { get; init; }
    public required IReadOnlyList<string> Fields { get; init; }
    public string? Language { get; init; }
    public string? How { get; init; }
    public string? Interpreter { get; init; }
    public bool? LimitsExplained { get; init; }

    /// <summary>Whether she was asked alone and could say no.</summary>
    public bool? Alone { get; init; }

    /// <summary>A child's assent: yes, or unable.</summary>
    public string? Assent { get; init; }
    public string? Guardian { get; init; }
    public string? TextVersion { get; init; }

    /// <summary>How the child's best interest was judged, or why a life was in danger: sealed.</summary>
    public byte[]? SealedRecord { get; set; }
    public required string TakenBy { get; init; }
    public required DateTimeOffset At { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>When a guardian withdrew it for a child whose best interest has not been looked at yet.</summary>
    public DateTimeOffset? ContestedAt { get; set; }

    /// <summary>When its referrer is to be told that it ends soon; null once told, and where a newer consent has
    /// replaced it.</summary>
    public DateTimeOffset? RemindAt { get; set; }

    /// <summary>When its end is to be acted on; null once done, and where a newer consent has replaced it.</summary>
    public DateTimeOffset? EndAt { get; set; }

    public const string RecordPurpose = "consent-record";

    public string Status(DateTimeOffset now) =>
        WithdrawnAt is not null ? "withdrawn"
        : ExpiresAt <= now ? "expired"
        : ContestedAt is not null ? "contested"
        : "active";

    public bool IsActive(DateTimeOffset now) => Status(now) == "active";

    /// <returns>Null where she has not agreed to it, or agrees no more.</returns>
    public DateTimeOffset? EndOf(string purpose) =>
        WithdrawnAt is not null || !Purposes.Contains(purpose) ? null
        : Ends.TryGetValue(purpose, out var end) ? end
        : ExpiresAt;

    public bool Allows(string purpose, DateTimeOffset now) => ContestedAt is null && EndOf(purpose) > now;
}

/// <summary>The key of one referral's sealed things; deleting the row destroys them.</summary>
internal sealed class ReferralKey
{
    public required Guid ReferralId { get; init; }
    public required string MasterKeyId { get; init; }
    public required byte[] Key { get; init; }

    public WrappedKey Wrapped => new(MasterKeyId, Key);
}

/// <summary>Name, contact, contact rule and narrative, and the never list: sealed under the referral's key.</summary>
internal sealed class SealedRow
{
    public required Guid ReferralId { get; init; }

    /// <summary><see cref="Details"/> or <see cref="Never"/>.</summary>
    public required string What { get; init; }
    public required byte[] Sealed { get; set; }

    public const string Details = "details";
    public const string Never = "never";
}

/// <summary>Somebody has opened what is sealed, or changed the never list.</summary>
internal sealed class AccessEntry
{
    public required Guid Id { get; init; }
    public required Guid ReferralId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Who { get; init; }
    public required Guid OrganisationId { get; init; }
    public required string OrganisationName { get; init; }
    public required string What { get; init; }
    public required string Why { get; init; }

    /// <summary>Value of <see cref="What"/> where nothing was opened, but the never list was changed.</summary>
    public const string NeverList = "never-list";

    public static AccessEntry Of(Guid referralId, ClaimsPrincipal user, string what, string why, DateTimeOffset at) =>
        new()
        {
            Id = Guid.CreateVersion7(at),
            ReferralId = referralId,
            At = at,
            Who = user.Subject(),
            OrganisationId = user.Organisation(),
            OrganisationName = user.OrganisationName(),
            What = what,
            Why = why,
        };
}
