using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Capacity.Data.Migrations
{
    /// <inheritdoc />
    public partial class Suspensions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Suspended",
                table: "Sites",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "Suspended",
                table: "Pools",
                nullable: false,
                defaultValue: false);

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

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Suspensions");

            migrationBuilder.DropColumn(
                name: "Suspended",
                table: "Sites");

            migrationBuilder.DropColumn(
                name: "Suspended",
                table: "Pools");
        }
    }
}
