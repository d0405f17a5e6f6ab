using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Platform.Security;

/// <summary>Somebody who must not learn or see anything of a subject, in any service.</summary>
public sealed class BarredPerson
{
    public required Guid SubjectId { get; init; }

    /// <summary>See <see cref="PersonMarks"/>.</summary>
    public required string Mark { get; init; }

    /// <summary>Call from OnModelCreating of a service that keeps such subjects.</summary>
    public static void AddTo(ModelBuilder model) =>
        model.Entity<BarredPerson>(barred =>
        {
            barred.ToTable("Barred").HasKey(b => new { b.SubjectId, b.Mark });
            barred.Property(b => b.Mark).HasMaxLength(32);
        });

    /// <summary>Replaces those who are barred from a subject. To be called in a transaction.</summary>
    public static async Task Replace(
        DbContext db,
        Guid subject,
        IReadOnlyCollection<string> marks,
        CancellationToken ct
    )
    {
        var before = await db.Set<BarredPerson>().Where(b => b.SubjectId == subject).ToListAsync(ct);
        db.RemoveRange(before.Where(b => !marks.Contains(b.Mark)));
        db.AddRange(
            marks
                .Distinct()
                .Except(before.Select(b => b.Mark))
                .Select(mark => new BarredPerson { SubjectId = subject, Mark = mark })
        );
    }
}

/// <summary>Identifies a user or client by a keyed hash, the mark: services that share the master key compute the same
/// marks, and without the key a message or a table reveals nobody. A caller's own mark is among its claims.</summary>
public sealed class PersonMarks(MasterKey master) : IClaimsTransformation
{
    private const string Claim = "mark";
    private const string OrganisationClaim = "organisation_mark";
    private readonly byte[] _key = master.DeriveFromOldest("person-marks");

    /// <param name="person">Id of a user or client; or of an organisation, whose mark stands for all of its
    /// people.</param>
    /// <returns>32 hexadecimal digits in lower case.</returns>
    public string Of(string person) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(person)).AsSpan(0, 16));

    public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (principal.FindFirst(Claim) is not null || principal.FindFirstValue("sub") is not { } person)
            return Task.FromResult(principal);
        // In a new principal, since the verified identity is shared by all requests with this token.
        var marks = new ClaimsIdentity([new Claim(Claim, Of(person))]);
        // Formatted as in lists, since another issuer may write the id differently.
        if (Guid.TryParse(principal.FindFirstValue("org"), out var organisation))
            marks.AddClaim(new Claim(OrganisationClaim, Of($"{organisation}")));
        return Task.FromResult(new ClaimsPrincipal(principal.Identities.Append(marks)));
    }

    internal static string Of(ClaimsPrincipal user) => Find(user, Claim);

    internal static string OfOrganisation(ClaimsPrincipal user) => Find(user, OrganisationClaim);

    private static string Find(ClaimsPrincipal user, string claim) =>
        user.FindFirstValue(claim) ?? throw new InvalidOperationException("The caller's claims have no mark.");
}
