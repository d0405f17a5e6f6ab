using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Platform.Security;

/// <summary>Somebody who is to meet nothing of a subject, in any service.</summary>
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

    /// <summary>Puts these in place of those before. In a transaction.</summary>
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

/// <summary>
/// Names a user or client by a keyed hash: services that share the master key know each other's marks, and whoever
/// reads a message or a table without it learns of nobody. A caller's own mark is with its claims.
/// </summary>
public sealed class PersonMarks(MasterKey master) : IClaimsTransformation
{
    private const string Claim = "mark";
    private const string OrganisationClaim = "organisation_mark";
    private readonly byte[] _key = master.DeriveLasting("person-marks");

    /// <param name="person">Or the id of an organisation, which stands for all of its people.</param>
    /// <returns>32 hexadecimal digits in lower case.</returns>
    public string Of(string person) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(person)).AsSpan(0, 16));

    public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (principal.FindFirst(Claim) is not null || principal.FindFirstValue("sub") is not { } person)
            return Task.FromResult(principal);
        // The identity that was verified is shared by all requests with this token.
        var marks = new ClaimsIdentity([new Claim(Claim, Of(person))]);
        // Written as lists write it, whoever has issued the token.
        if (Guid.TryParse(principal.FindFirstValue("org"), out var organisation))
            marks.AddClaim(new Claim(OrganisationClaim, Of($"{organisation}")));
        return Task.FromResult(new ClaimsPrincipal(principal.Identities.Append(marks)));
    }

    internal static string Of(ClaimsPrincipal user) => Find(user, Claim);

    internal static string OfOrganisation(ClaimsPrincipal user) => Find(user, OrganisationClaim);

    private static string Find(ClaimsPrincipal user, string claim) =>
        user.FindFirstValue(claim) ?? throw new InvalidOperationException("The caller's claims have no mark.");
}
