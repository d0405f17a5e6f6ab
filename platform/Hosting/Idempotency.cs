using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>A creation made with an Idempotency-Key. Keeps no body, only a keyed hash of it, the status and the
/// id.</summary>
internal sealed class IdempotencyRow
{
    public static readonly TimeSpan Keep = TimeSpan.FromHours(48);

    /// <summary>Hash of client, person, route and key.</summary>
    public required byte[] Key { get; init; }
    public required byte[] BodyMac { get; init; }
    public required int Status { get; init; }
    public required Guid ResourceId { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>The <c>Idempotency-Key</c> header (draft-ietf-httpapi-idempotency-key-header), kept 48 h, scoped to client
/// and route.</summary>
internal sealed class Idempotency(DbContext db, MasterKey master, TimeProvider time)
{
    public const string Header = "Idempotency-Key";
    public const int LongestKey = 200;

    public static string? KeyOf(HttpContext http) =>
        http.Request.Headers.TryGetValue(Header, out var values) ? values.ToString() : null;

    /// <returns>The earlier creation, or null when the key is new.</returns>
    public async Task<IdempotencyRow?> Find(byte[] key, CancellationToken ct)
    {
        var oldest = time.GetUtcNow() - IdempotencyRow.Keep;
        return await db.Set<IdempotencyRow>()
            .AsNoTracking()
            .FirstOrDefaultAsync(row => row.Key == key && row.At > oldest, ct);
    }

    public async Task Remember(byte[] key, byte[] bodyMac, int status, Guid resourceId, CancellationToken ct)
    {
        await db.Set<IdempotencyRow>().Where(row => row.Key == key).ExecuteDeleteAsync(ct);
        db.Add(
            new IdempotencyRow
            {
                Key = key,
                BodyMac = bodyMac,
                Status = status,
                ResourceId = resourceId,
                At = time.GetUtcNow(),
            }
        );
    }

    public static byte[] Scope(HttpContext http, string key)
    {
        var scope =
            $"{http.User.FindFirst("client_id")?.Value}\n{http.User.FindFirst("sub")?.Value}\n"
            + $"{http.Request.Method} {http.Request.Path}\n{key}";
        return SHA256.HashData(Encoding.UTF8.GetBytes(scope));
    }

    public byte[] Mac(object? body) =>
        HMACSHA256.HashData(master.Derive("idempotency"), JsonSerializer.SerializeToUtf8Bytes(body, Envelope.Json));
}
