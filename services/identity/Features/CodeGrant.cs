using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Domain;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Identity.Features;

/// <summary>Exchanges a code for the first tokens of a sign-in (RFC 6749, 4.1.3; RFC 7636, 4.6).</summary>
internal static partial class CodeGrant
{
    public static Task<Granted> Redeem(HttpContext http, IFormCollection form, Client client, CancellationToken ct)
    {
        var db = http.RequestServices.GetRequiredService<IdentityDb>();
        return http
            .RequestServices.GetRequiredService<UnitOfWork>()
            .Run(
                async () =>
                {
                    var hash = Secret.Hash(form["code"].ToString());
                    var code = await db
                        .Codes.AsNoTracking()
                        .FirstOrDefaultAsync(c => c.Hash == hash && c.ClientId == client.ClientId, ct);
                    if (code is null)
                        return Granted.Invalid;

                    var now = await http.RequestServices.GetRequiredService<DatabaseClock>().Now(ct);
                    // Of two requests with the same code at once, only one finds it unused.
                    if (
                        await db
                            .Codes.Where(c => c.Hash == hash && c.UsedAt == null)
                            .ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now), ct) == 0
                    )
                    {
                        Replayed(http.RequestServices.GetRequiredService<ILogger<SignIn>>());
                        await http.RequestServices.GetRequiredService<Endings>().EndSignIn(code.SignInId, ct);
                        return Granted.Invalid;
                    }
                    if (
                        now > code.ExpiresAt
                        || form["redirect_uri"] != code.RedirectUri
                        || !Pkce.Proves(form["code_verifier"].ToString(), code.Challenge)
                    )
                        return Granted.Invalid;

                    var signIn = new SignIn
                    {
                        Id = code.SignInId,
                        PersonId = code.PersonId,
                        ClientId = client.ClientId,
                        EndsAt = code.SignInEndsAt,
                    };
                    db.Add(signIn);
                    return await RefreshGrant.Next(http.RequestServices, signIn, ct);
                },
                _ => true,
                ct
            );
    }

    [LoggerMessage(LogLevel.Warning, "An authorization code came twice; the sign-in that it made is ended")]
    private static partial void Replayed(ILogger log);
}
