using ReferralNetwork.Identity.Domain;

namespace ReferralNetwork.Identity.Data;

/// <summary>A one-time code with which somebody who joins, or has forgotten the password, chooses one. It is deleted
/// when it is used.</summary>
internal sealed class Invitation : IListed, ICredential
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    public required Guid Id { get; init; }
    public required byte[] CodeHash { get; init; }
    public required Guid OrganisationId { get; init; }

    /// <summary>The person whose password it sets; null where it makes a new person.</summary>
    public Guid? PersonId { get; init; }
    public required string DisplayName { get; init; }
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>The <c>sub</c> of who gave it; it is deleted when that person or client is disabled or gets other
    /// roles.</summary>
    public required string CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <returns>The invitation, and its code, which exists nowhere else.</returns>
    public static (Invitation Invitation, string Code) Create(
        Guid organisation,
        Person? person,
        string displayName,
        IReadOnlyList<string> roles,
        string by,
        DateTimeOffset now
    )
    {
        var code = OneTimeCode.New();
        return (
            new Invitation
            {
                Id = Guid.CreateVersion7(now),
                CodeHash = OneTimeCode.Hash(code)!,
                OrganisationId = organisation,
                PersonId = person?.Id,
                DisplayName = displayName,
                Roles = roles,
                CreatedBy = by,
                CreatedAt = now,
                ExpiresAt = now + Life,
            },
            code
        );
    }
}
