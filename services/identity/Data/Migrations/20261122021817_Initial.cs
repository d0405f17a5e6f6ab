using System;
using Microsoft.EntityFrameworkCore.Migrations;
using ReferralNetwork.Platform.Data;

#nullable disable

namespace ReferralNetwork.Identity.Data.Migrations
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
                name: "Organisations",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Name = table.Column<string>(maxLength: 2000, nullable: false),
                    Kinds = table.Column<string>(maxLength: 500, nullable: false),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Organisations", x => x.Id);
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
                name: "SigningKeys",
                columns: table => new
                {
                    Kid = table.Column<Guid>(nullable: false),
                    X = table.Column<string>(maxLength: 64, nullable: false),
                    Y = table.Column<string>(maxLength: 64, nullable: false),
                    SealedPrivateKey = table.Column<byte[]>(maxLength: 500, nullable: false),
                    CreatedAt = table.Column<long>(nullable: false),
                    ActiveFrom = table.Column<long>(nullable: false),
                    RetiresAt = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SigningKeys", x => x.Kid);
                });

            migrationBuilder.CreateTable(
                name: "Clients",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    ClientId = table.Column<string>(maxLength: 64, nullable: false),
                    SecretHash = table.Column<byte[]>(maxLength: 32, nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    Label = table.Column<string>(maxLength: 100, nullable: false),
                    Roles = table.Column<string>(maxLength: 500, nullable: false),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<long>(nullable: false),
                    DisabledAt = table.Column<long>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Clients", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Clients_Organisations_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "People",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    DisplayName = table.Column<string>(maxLength: 100, nullable: false),
                    Roles = table.Column<string>(maxLength: 500, nullable: false),
                    Version = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<long>(nullable: false),
                    UserName = table.Column<string>(maxLength: 64, nullable: false),
                    NormalizedUserName = table.Column<string>(maxLength: 64, nullable: false),
                    PasswordHash = table.Column<string>(maxLength: 256, nullable: false),
                    SecurityStamp = table.Column<string>(maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_People", x => x.Id);
                    table.ForeignKey(
                        name: "FK_People_Organisations_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Clients_ClientId",
                table: "Clients",
                column: "ClientId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Clients_OrganisationId_CreatedAt_Id",
                table: "Clients",
                columns: new[] { "OrganisationId", "CreatedAt", "Id" });

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
                name: "IX_Organisations_CreatedAt_Id",
                table: "Organisations",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_DueAt_Seq",
                table: "Outbox",
                columns: new[] { "DueAt", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_People_NormalizedUserName",
                table: "People",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_People_OrganisationId_CreatedAt_Id",
                table: "People",
                columns: new[] { "OrganisationId", "CreatedAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Clients");

            migrationBuilder.DropTable(
                name: "Failures");

            migrationBuilder.DropTable(
                name: "Idempotency");

            migrationBuilder.DropTable(
                name: "Inbox");

            migrationBuilder.DropTable(
                name: "Outbox");

            migrationBuilder.DropTable(
                name: "People");

            migrationBuilder.DropTable(
                name: "SigningKeys");

            migrationBuilder.DropTable(
                name: "Organisations");
        }
    }
}
