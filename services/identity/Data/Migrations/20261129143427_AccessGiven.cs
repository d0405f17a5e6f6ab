using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Identity.Data.Migrations
{
    /// <inheritdoc />
    public partial class AccessGiven : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccessGiven");
        }
    }
}
