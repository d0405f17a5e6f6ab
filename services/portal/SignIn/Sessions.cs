using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Portal.Data;

namespace ReferralNetwork.Portal.SignIn;

/// <summary>The cookie handler's tickets as sealed rows: a cookie that is stolen after sign-out, or after the session
/// timed out, opens nothing.</summary>
internal sealed class Sessions(
    IServiceScopeFactory scopes,
    Sealer sealer,
    TimeProvider time,
    IConfiguration configuration
) : ITicketStore
{
    // Longer than a request to the issuer may take, so that no other request uses the same token meanwhile.
    private static readonly TimeSpan RefreshTakes = TimeSpan.FromSeconds(30);

    /// <summary>How long a session lasts after the last page that was asked for.</summary>
    public TimeSpan Idle { get; } = TimeSpan.FromMinutes(configuration.GetValue("Portal:IdleMinutes", 15));

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var id = Guid.NewGuid();
        ticket.Principal.Identities.First().AddClaim(new(Session.Claim, id.ToString()));
        await Write(async db =>
        {
            db.Add(
                new Session
                {
                    Id = id,
                    SealedTicket = Seal(id, ticket),
                    EndsAt = time.GetUtcNow() + Idle,
                }
            );
            await Task.CompletedTask;
        });
        return id.ToString();
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket) =>
        Write(async db =>
        {
            var id = Guid.Parse(key);
            if (await db.Sessions.FindAsync(id) is not { } session)
                return;
            (session.SealedTicket, session.RefreshingUntil) = (Seal(id, ticket), null);
        });

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (id, now) = (Guid.Parse(key), time.GetUtcNow());
        var session = await scope
            .ServiceProvider.GetRequiredService<PortalDb>()
            .Sessions.AsNoTracking()
            .SingleOrDefaultAsync(s => s.Id == id && s.EndsAt > now);
        return session is null
            ? null
            : TicketSerializer.Default.Deserialize(
                sealer.Open<byte[]>(Session.TicketPurpose, id, session.SealedTicket)
            );
    }

    public Task RemoveAsync(string key)
    {
        var id = Guid.Parse(key);
        return Write(db => db.Sessions.Where(s => s.Id == id).ExecuteDeleteAsync());
    }

    /// <summary>Records activity, at most once a minute.</summary>
    public async Task Touch(Guid id)
    {
        var (now, ends) = (time.GetUtcNow(), time.GetUtcNow() + Idle);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        var stale = ends - TimeSpan.FromMinutes(1);
        if (!await db.Sessions.AnyAsync(s => s.Id == id && s.EndsAt > now && s.EndsAt < stale))
            return;
        await Write(rows =>
            rows.Sessions.Where(s => s.Id == id && s.EndsAt > now)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndsAt, ends))
        );
    }

    /// <returns>True for the one request that may use the refresh token; a second use would end the sign-in.</returns>
    public async Task<bool> BeginRefresh(Guid id)
    {
        var now = time.GetUtcNow();
        var won = 0;
        await Write(async db =>
            won = await db
                .Sessions.Where(s => s.Id == id && (s.RefreshingUntil == null || s.RefreshingUntil < now))
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.RefreshingUntil, now + RefreshTakes))
        );
        return won == 1;
    }

    /// <summary>The refresh failed for now: the next request may try.</summary>
    public Task GiveUpRefresh(Guid id) =>
        Write(db =>
            db.Sessions.Where(s => s.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.RefreshingUntil, (DateTimeOffset?)null))
        );

    /// <summary>Deletes sessions that have ended, with their drafts.</summary>
    public Task Clean()
    {
        var now = time.GetUtcNow();
        return Write(db => db.Sessions.Where(s => s.EndsAt < now).ExecuteDeleteAsync());
    }

    private byte[] Seal(Guid id, AuthenticationTicket ticket) =>
        sealer.Seal(Session.TicketPurpose, id, TicketSerializer.Default.Serialize(ticket));

    private async Task Write(Func<PortalDb, Task> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Run(() => work(db), CancellationToken.None);
    }
}
