using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Capacity.Data.Migrations
{
    /// <inheritdoc />
    public partial class Barred : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "PlanRound",
                table: "Referrals",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "PlanVersion",
                table: "Referrals",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "Shared",
                table: "Referrals",
                nullable: false,
                defaultValue: true);

            migrationBuilder.CreateTable(
                name: "Barred",
                columns: table => new
                {
                    SubjectId = table.Column<Guid>(nullable: false),
                    Mark = table.Column<string>(maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Barred", x => new { x.SubjectId, x.Mark });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Barred");

            migrationBuilder.DropColumn(
                name: "PlanRound",
                table: "Referrals");

            migrationBuilder.DropColumn(
                name: "PlanVersion",
                table: "Referrals");

            migrationBuilder.DropColumn(
                name: "Shared",
                table: "Referrals");
        }
    }
}
