using Microsoft.AspNetCore.Identity;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Identity.Data;

/// <summary>Somebody who works for an organisation. Never a survivor.</summary>
internal sealed class Person : IListed, ICredential
{
    private Person() { }

    public Guid Id { get; private init; }
    public Guid OrganisationId { get; private init; }
    public string UserName { get; private init; } = "";
    public string NormalizedUserName { get; private init; } = "";
    public string PasswordHash { get; private set; } = "";
    public string DisplayName { get; private set; } = "";
    public IReadOnlyList<string> Roles { get; private set; } = [];

    /// <summary>Counts changes that others make to the person; signing in does not change it.</summary>
    public int Version { get; private set; } = 1;
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset? DisabledAt { get; private set; }
    public DateTimeOffset? LastSignInAt { get; private set; }

    public static Person Create(
        IPasswordHasher<Person> hasher,
        Guid organisation,
        string userName,
        string displayName,
        IReadOnlyList<string> roles,
        string password,
        DateTimeOffset now
    )
    {
        var person = new Person
        {
            Id = Guid.CreateVersion7(now),
            OrganisationId = organisation,
            UserName = userName,
            NormalizedUserName = Normalized(userName),
            DisplayName = displayName,
            Roles = roles,
            CreatedAt = now,
        };
        person.PasswordHash = hasher.HashPassword(person, password);
        return person;
    }

    public void Edit(string displayName, IReadOnlyList<string> roles)
    {
        (DisplayName, Roles) = (displayName, roles);
        Version++;
    }

    public void Disable(DateTimeOffset now)
    {
        if (DisabledAt is not null)
            return;
        DisabledAt = now;
        Version++;
    }

    public void Enable()
    {
        if (DisabledAt is null)
            return;
        DisabledAt = null;
        Version++;
    }

    public void SetPassword(IPasswordHasher<Person> hasher, string password) =>
        PasswordHash = hasher.HashPassword(this, password);

    public static string Normalized(string userName) => VisibleText.Plain(userName).ToUpperInvariant();
}
