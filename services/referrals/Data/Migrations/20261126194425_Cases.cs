using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Referrals.Data.Migrations
{
    /// <inheritdoc />
    public partial class Cases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "AfterId",
                table: "Referrals",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CaseId",
                table: "Referrals",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Referrals_AfterId",
                table: "Referrals",
                column: "AfterId");

            migrationBuilder.CreateIndex(
                name: "IX_Referrals_CaseId",
                table: "Referrals",
                column: "CaseId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Referrals_AfterId",
                table: "Referrals");

            migrationBuilder.DropIndex(
                name: "IX_Referrals_CaseId",
                table: "Referrals");

            migrationBuilder.DropColumn(
                name: "AfterId",
                table: "Referrals");

            migrationBuilder.DropColumn(
                name: "CaseId",
                table: "Referrals");
        }
    }
}
