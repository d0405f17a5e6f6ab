using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Testing.Databases;

namespace ReferralNetwork.Platform.Tests;

internal sealed class Note
{
    public required Guid Id { get; init; }
    public required string Text { get; set; }
    public int Version { get; set; } = 1;
    public DateTimeOffset At { get; init; } = DateTimeOffset.UnixEpoch;
}

/// <summary>One effect of one handling: a message handled twice leaves two.</summary>
internal sealed class Copy
{
    public required Guid Id { get; init; }
    public required Guid NoteId { get; init; }
}

internal sealed class TestDb(DbContextOptions<TestDb> options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();
    public DbSet<Copy> Copies => Set<Copy>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.UsePlatformConventions();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddPlatformTables();
        modelBuilder
            .Entity<Note>()
            .ToTable("Notes", table => table.HasCheckConstraint("CK_Notes_Version", "\"Version\" > 0"))
            .Property(note => note.Id)
            .ValueGeneratedNever();
        modelBuilder.Entity<Note>().Property(note => note.Text).HasMaxLength(-1);
        modelBuilder.Entity<Note>().Property(note => note.Version).IsConcurrencyToken();
        modelBuilder.Entity<Copy>().Property(copy => copy.Id).ValueGeneratedNever();
    }
}

/// <summary>The model's own script, in two steps between which a process can be killed.</summary>
[DbContext(typeof(TestDb)), Migration("20300101000000_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        using var db = (migrationBuilder.IsNpgsql() ? Server.NoPostgres : new Server("sqlite")).Open(typeof(TestDb));
        migrationBuilder.Sql(db.Database.GenerateCreateScript());
        migrationBuilder.Sql("CREATE TABLE \"Half\" (\"Id\" INTEGER)");
    }
}
