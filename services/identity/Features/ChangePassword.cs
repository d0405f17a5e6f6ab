using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Domain;

namespace ReferralNetwork.Identity.Features;

/// <summary>Changes a password for somebody who knows the current one; ends every sign-in.</summary>
internal sealed class ChangePassword(
    IdentityDb db,
    Passwords passwords,
    IPasswordHasher<Person> hasher,
    Endings endings
)
{
    private sealed record Outcome(Fault? Fault);

    /// <returns>Null when it is done.</returns>
    public async Task<Fault?> Use(
        HttpContext http,
        string? userName,
        string? current,
        string? wanted,
        CancellationToken ct
    )
    {
        // Checked before the account is looked at, so that it costs no try and reveals nothing.
        if (PasswordRules.Broken(wanted) is { } rule)
            return Fault.OfPassword(rule);
        if (wanted == current)
            return new("NewPassword", "password.same");
        var tried = await passwords.Try<Outcome>(
            http,
            userName,
            current,
            async (person, _) =>
            {
                var organisation = await db
                    .Organisations.AsNoTracking()
                    .SingleAsync(o => o.Id == person.OrganisationId, ct);
                if (
                    PasswordRules.Broken(wanted, person.UserName, organisation.Name.En, organisation.Name.Km) is
                    { } broken
                )
                    return new(Fault.OfPassword(broken));
                person.SetPassword(hasher, wanted!);
                await endings.EndPassword(person.Id, ct);
                return new(null);
            },
            ct
        );
        return tried.Done is { } outcome ? outcome.Fault : new("UserName", tried.Refusal);
    }
}
