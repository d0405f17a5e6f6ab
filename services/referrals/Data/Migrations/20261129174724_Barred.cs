using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Referrals.Data.Migrations
{
    /// <inheritdoc />
    public partial class Barred : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "EndAt",
                table: "Consents",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RemindAt",
                table: "Consents",
                nullable: true);

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

            migrationBuilder.CreateIndex(
                name: "IX_Consents_EndAt",
                table: "Consents",
                column: "EndAt");

            migrationBuilder.CreateIndex(
                name: "IX_Consents_RemindAt",
                table: "Consents",
                column: "RemindAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Barred");

            migrationBuilder.DropIndex(
                name: "IX_Consents_EndAt",
                table: "Consents");

            migrationBuilder.DropIndex(
                name: "IX_Consents_RemindAt",
                table: "Consents");

            migrationBuilder.DropColumn(
                name: "EndAt",
                table: "Consents");

            migrationBuilder.DropColumn(
                name: "RemindAt",
                table: "Consents");
        }
    }
}
