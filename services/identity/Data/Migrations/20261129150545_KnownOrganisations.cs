using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Identity.Data.Migrations
{
    /// <inheritdoc />
    public partial class KnownOrganisations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "KnownOrganisations",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Kinds = table.Column<string>(maxLength: 500, nullable: false),
                    Suspended = table.Column<bool>(nullable: false),
                    Version = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnownOrganisations", x => x.Id);
                });

            migrationBuilder.Sql("""
                INSERT INTO "KnownOrganisations" ("Id", "Kinds", "Suspended", "Version")
                SELECT o."Id", o."Kinds", s."Suspended", o."Version" FROM "Organisations" o JOIN "Suspensions" s ON s."OrganisationId" = o."Id"
                """);

            migrationBuilder.DropTable(
                name: "Suspensions");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "KnownOrganisations");

            migrationBuilder.CreateTable(
                name: "Suspensions",
                columns: table => new
                {
                    OrganisationId = table.Column<Guid>(nullable: false),
                    Suspended = table.Column<bool>(nullable: false),
                    Version = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Suspensions", x => x.OrganisationId);
                });
        }
    }
}
