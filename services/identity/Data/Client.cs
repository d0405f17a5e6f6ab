using ReferralNetwork.Identity.Domain;

namespace ReferralNetwork.Identity.Data;

/// <summary>A system that acts for an organisation.</summary>
internal sealed class Client : IListed, ICredential
{
    public required Guid Id { get; init; }

    /// <summary>The <c>client_id</c> of OAuth.</summary>
    public required string ClientId { get; init; }
    public required byte[] SecretHash { get; init; }
    public required Guid OrganisationId { get; init; }
    public required string Label { get; init; }
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Addresses to which people who have signed in may be sent back; empty for a client that acts for itself
    /// alone.</summary>
    public required IReadOnlyList<string> RedirectUris { get; init; }
    public int Version { get; private set; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <returns>The client, and its secret, which exists nowhere else.</returns>
    public static (Client Client, string Secret) Create(
        Guid organisation,
        string label,
        IReadOnlyList<string> roles,
        DateTimeOffset now,
        IReadOnlyList<string>? redirectUris = null
    )
    {
        var secret = Secret.New();
        var id = Guid.CreateVersion7(now);
        return (
            new Client
            {
                Id = id,
                ClientId = id.ToString("N"),
                SecretHash = Secret.Hash(secret),
                OrganisationId = organisation,
                Label = label,
                Roles = roles,
                RedirectUris = redirectUris ?? [],
                CreatedAt = now,
            },
            secret
        );
    }

    public void Disable(DateTimeOffset now)
    {
        if (DisabledAt is not null)
            return;
        DisabledAt = now;
        Version++;
    }
}
