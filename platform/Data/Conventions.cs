using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Platform.Data;

/// <summary>What every context shares: times, JSON members and the platform's own tables.</summary>
public static class Conventions
{
    /// <summary>Longest code, kind, status or name of a thing.</summary>
    public const int CodeLength = 64;

    /// <summary>A column that PostgreSQL counts up, as its provider wants it said: migrations name it, and no provider.</summary>
    public static object PostgresIdentity { get; } = NpgsqlValueGenerationStrategy.IdentityByDefaultColumn;

    /// <summary>Call from ConfigureConventions: a time is whole microseconds since 1970 UTC on every database.</summary>
    public static void UsePlatformConventions(this ModelConfigurationBuilder configuration)
    {
        configuration.Properties<DateTimeOffset>().HaveConversion<UtcMicroseconds>();
        configuration.Properties<string>().HaveMaxLength(CodeLength);
    }

    /// <summary>Call from OnModelCreating.</summary>
    public static void AddPlatformTables(this ModelBuilder model)
    {
        model.Entity<OutboxRow>(outbox =>
        {
            outbox.ToTable("Outbox").HasKey(row => row.Seq);
            outbox
                .Property(row => row.Seq)
                .ValueGeneratedOnAdd()
                .HasAnnotation("SqlServer:Identity", "1, 1")
                .HasAnnotation("Npgsql:ValueGenerationStrategy", PostgresIdentity);
            outbox.Property(row => row.Type).HasMaxLength(200);
            outbox.Property(row => row.Body).HasMaxLength(-1);
            outbox.HasIndex(row => new { row.DueAt, row.Seq });
        });
        model.Entity<InboxRow>(inbox =>
        {
            inbox.ToTable("Inbox").HasKey(row => new { row.MessageId, row.Consumer });
            inbox.Property(row => row.Consumer).HasMaxLength(100);
            inbox.Property(row => row.BodyHash).HasMaxLength(32);
            inbox.HasIndex(row => row.At);
        });
        model.Entity<FailureRow>(failures =>
        {
            failures.ToTable("Failures").HasKey(row => new { row.MessageId, row.Consumer });
            failures.Property(row => row.Consumer).HasMaxLength(100);
            failures.Property(row => row.Type).HasMaxLength(200);
            failures.Property(row => row.Body).HasMaxLength(-1);
            failures.Property(row => row.Reason).HasMaxLength(400);
            failures.HasIndex(row => row.DueAt);
        });
        model.Entity<KnownKey>(known => known.ToTable("MasterKeys").Property(key => key.Id).HasMaxLength(16));
        model.Entity<IdempotencyRow>(keys =>
        {
            keys.ToTable("Idempotency").HasKey(row => row.Key);
            keys.Property(row => row.Key).HasMaxLength(32);
            keys.Property(row => row.BodyMac).HasMaxLength(32);
            keys.HasIndex(row => row.At);
        });
    }

    /// <summary>Keeps a member as JSON text; never queried into.</summary>
    /// <param name="maxLength">Characters; -1 for any.</param>
    public static PropertyBuilder<T> IsJson<T>(this PropertyBuilder<T> property, int maxLength = 8000)
    {
        property.HasConversion(
            new ValueConverter<T, string>(value => Write(value), text => Read<T>(text)),
            new ValueComparer<T>(
                (a, b) => Write(a!) == Write(b!),
                value => Write(value).GetHashCode(StringComparison.Ordinal),
                value => Read<T>(Write(value))
            )
        );
        property.HasMaxLength(maxLength);
        return property;
    }

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, Envelope.Json);

    private static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Envelope.Json)!;

    private sealed class UtcMicroseconds()
        : ValueConverter<DateTimeOffset, long>(
            at => at.ToUnixTimeMicroseconds(),
            microseconds => Microseconds.FromUnixTimeMicroseconds(microseconds)
        );
}
