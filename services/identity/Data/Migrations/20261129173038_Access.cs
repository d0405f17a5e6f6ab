using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Identity.Data.Migrations
{
    /// <inheritdoc />
    public partial class Access : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "AccessFailedCount",
                table: "People");

            migrationBuilder.DropColumn(
                name: "LockoutEnd",
                table: "People");

            migrationBuilder.CreateTable(
                name: "AccessGiven",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    What = table.Column<string>(maxLength: 64, nullable: false),
                    CredentialId = table.Column<Guid>(nullable: false),
                    Roles = table.Column<string>(maxLength: 500, nullable: false),
                    By = table.Column<string>(maxLength: 100, nullable: false),
                    ByOrganisation = table.Column<Guid>(nullable: false),
                    CreatedAt = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccessGiven", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AccessGiven_Organisations_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "EndedAccess",
                columns: table => new
                {
                    Id = table.Column<string>(maxLength: 64, nullable: false),
                    Until = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EndedAccess", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Guesses",
                columns: table => new
                {
                    Key = table.Column<byte[]>(maxLength: 32, nullable: false),
                    PersonId = table.Column<Guid>(nullable: true),
                    SpentUntil = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Guesses", x => x.Key);
                    table.ForeignKey(
                        name: "FK_Guesses_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AccessGiven_CreatedAt_Id",
                table: "AccessGiven",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AccessGiven_CredentialId",
                table: "AccessGiven",
                column: "CredentialId");

            migrationBuilder.CreateIndex(
                name: "IX_AccessGiven_OrganisationId_CreatedAt_Id",
                table: "AccessGiven",
                columns: new[] { "OrganisationId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Guesses_PersonId",
                table: "Guesses",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Guesses_SpentUntil",
                table: "Guesses",
                column: "SpentUntil");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccessGiven");

            migrationBuilder.DropTable(
                name: "EndedAccess");

            migrationBuilder.DropTable(
                name: "Guesses");

            migrationBuilder.AddColumn<int>(
                name: "AccessFailedCount",
                table: "People",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "LockoutEnd",
                table: "People",
                nullable: true);
        }
    }
}
