using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>The tables that every service has beside its own: outbox, inbox, failures, keys and idempotency.</summary>
public static class PlatformTables
{
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
                .HasAnnotation("Npgsql:ValueGenerationStrategy", Conventions.PostgresIdentity);
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
}
