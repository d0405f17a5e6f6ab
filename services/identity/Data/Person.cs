using Microsoft.AspNetCore.Identity;

namespace ReferralNetwork.Identity.Data;

/// <summary>Somebody who works for an organisation. Never a survivor.</summary>
internal sealed class Person : IdentityUser<Guid>, IListed
{
    private Person() { }

    public Guid OrganisationId { get; init; }
    public string DisplayName { get; init; } = "";
    public IReadOnlyList<string> Roles { get; init; } = [];
    public int Version { get; init; } = 1;
    public DateTimeOffset CreatedAt { get; init; }

    public static Person Create(
        IPasswordHasher<Person> hasher, Guid organisation, string userName, string displayName, IReadOnlyList<string> roles, string password, DateTimeOffset now)
    {
        var person = new Person
        {
            Id = Guid.CreateVersion7(now),
            OrganisationId = organisation,
            UserName = userName,
            NormalizedUserName = Normalized(userName),
            DisplayName = displayName,
            Roles = roles,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            CreatedAt = now,
        };
        person.PasswordHash = hasher.HashPassword(person, password);
        return person;
    }

    /// <summary>As ASP.NET Core Identity looks names up.</summary>
    public static string Normalized(string userName) => userName.ToUpperInvariant();
}
