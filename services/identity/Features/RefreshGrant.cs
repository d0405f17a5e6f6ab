using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Domain;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Identity.Features;

/// <summary>
/// Exchanges a refresh token for the next one (RFC 9700, 4.14.2): each is valid once, and a used one that is sent again
/// ends the whole family, since thief and owner cannot be told apart. The person is read anew each time.
/// </summary>
internal static partial class RefreshGrant
{
    public static Task<Granted> Refresh(HttpContext http, IFormCollection form, Client client, CancellationToken ct)
    {
        var db = http.RequestServices.GetRequiredService<IdentityDb>();
        return http
            .RequestServices.GetRequiredService<UnitOfWork>()
            .Run(
                async () =>
                {
                    var hash = Secret.Hash(form["refresh_token"].ToString());
                    var signIn = await db
                        .SignIns.AsNoTracking()
                        .FirstOrDefaultAsync(
                            s =>
                                s.ClientId == client.ClientId
                                && db.RefreshTokens.Any(t => t.Hash == hash && t.SignInId == s.Id),
                            ct
                        );
                    if (signIn is null)
                        return Granted.Invalid;

                    var now = await http.RequestServices.GetRequiredService<DatabaseClock>().Now(ct);
                    // Of two requests with the same token at once, only one finds it unused.
                    if (
                        await db
                            .RefreshTokens.Where(t => t.Hash == hash && t.UsedAt == null)
                            .ExecuteUpdateAsync(set => set.SetProperty(t => t.UsedAt, now), ct) == 0
                    )
                    {
                        Replayed(http.RequestServices.GetRequiredService<ILogger<SignIn>>());
                        await http.RequestServices.GetRequiredService<Endings>().EndSignIn(signIn.Id, ct);
                        return Granted.Invalid;
                    }
                    return now < signIn.EndsAt ? await Next(http.RequestServices, signIn, ct) : Granted.Invalid;
                },
                _ => true,
                ct
            );
    }

    /// <summary>Tokens of a sign-in, for the person as it is now. In a transaction.</summary>
    public static async Task<Granted> Next(IServiceProvider services, SignIn signIn, CancellationToken ct)
    {
        var db = services.GetRequiredService<IdentityDb>();
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == signIn.PersonId, ct);
        if (person.DisabledAt is not null)
            return Granted.Invalid;
        var organisation = await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == person.OrganisationId, ct);
        if (organisation.SuspendedAt is not null)
            return Granted.Invalid;
        var (row, token) = RefreshToken.Of(signIn);
        db.Add(row);
        return Granted.To(
            await services.GetRequiredService<AccessTokens>().For(Bearer.Of(person, organisation, signIn), ct),
            token
        );
    }

    [LoggerMessage(LogLevel.Warning, "A refresh token came twice; its sign-in is ended")]
    private static partial void Replayed(ILogger log);
}
