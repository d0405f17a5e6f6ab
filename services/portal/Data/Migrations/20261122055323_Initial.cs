using System;
using Microsoft.EntityFrameworkCore.Migrations;
using ReferralNetwork.Platform.Data;

#nullable disable

namespace ReferralNetwork.Portal.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Failures",
                columns: table => new
                {
                    MessageId = table.Column<Guid>(nullable: false),
                    Consumer = table.Column<string>(maxLength: 100, nullable: false),
                    Type = table.Column<string>(maxLength: 200, nullable: false),
                    Body = table.Column<string>(maxLength: -1, nullable: false),
                    SentAt = table.Column<long>(nullable: false),
                    Reason = table.Column<string>(maxLength: 400, nullable: false),
                    Tries = table.Column<int>(nullable: false),
                    DueAt = table.Column<long>(nullable: true),
                    FailedAt = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Failures", x => new { x.MessageId, x.Consumer });
                });

            migrationBuilder.CreateTable(
                name: "Idempotency",
                columns: table => new
                {
                    Key = table.Column<byte[]>(maxLength: 32, nullable: false),
                    BodyMac = table.Column<byte[]>(maxLength: 32, nullable: false),
                    Status = table.Column<int>(nullable: false),
                    ResourceId = table.Column<Guid>(nullable: false),
                    At = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Idempotency", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "Inbox",
                columns: table => new
                {
                    MessageId = table.Column<Guid>(nullable: false),
                    Consumer = table.Column<string>(maxLength: 100, nullable: false),
                    BodyHash = table.Column<byte[]>(maxLength: 32, nullable: false),
                    At = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Inbox", x => new { x.MessageId, x.Consumer });
                });

            migrationBuilder.CreateTable(
                name: "Outbox",
                columns: table => new
                {
                    Seq = table.Column<long>(nullable: false)
                        .Annotation("Sqlite:Autoincrement", true)
                        .Annotation("SqlServer:Identity", "1, 1")
                        .Annotation("Npgsql:ValueGenerationStrategy", Conventions.PostgresIdentity),
                    MessageId = table.Column<Guid>(nullable: false),
                    Type = table.Column<string>(maxLength: 200, nullable: false),
                    Body = table.Column<string>(maxLength: -1, nullable: false),
                    TraceParent = table.Column<string>(maxLength: 64, nullable: true),
                    SentAt = table.Column<long>(nullable: false),
                    Tries = table.Column<int>(nullable: false),
                    DueAt = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outbox", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "ProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Xml = table.Column<string>(maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProtectionKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Sessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    SealedTicket = table.Column<byte[]>(maxLength: 16000, nullable: false),
                    EndsAt = table.Column<long>(nullable: false),
                    RefreshingUntil = table.Column<long>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sessions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Drafts",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    SessionId = table.Column<Guid>(nullable: false),
                    Sealed = table.Column<byte[]>(maxLength: 64000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Drafts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Drafts_Sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "Sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Drafts_SessionId",
                table: "Drafts",
                column: "SessionId");

            migrationBuilder.CreateIndex(
                name: "IX_Failures_DueAt",
                table: "Failures",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_Idempotency_At",
                table: "Idempotency",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Inbox_At",
                table: "Inbox",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_DueAt_Seq",
                table: "Outbox",
                columns: new[] { "DueAt", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_EndsAt",
                table: "Sessions",
                column: "EndsAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Drafts");

            migrationBuilder.DropTable(
                name: "Failures");

            migrationBuilder.DropTable(
                name: "Idempotency");

            migrationBuilder.DropTable(
                name: "Inbox");

            migrationBuilder.DropTable(
                name: "Outbox");

            migrationBuilder.DropTable(
                name: "ProtectionKeys");

            migrationBuilder.DropTable(
                name: "Sessions");
        }
    }
}
