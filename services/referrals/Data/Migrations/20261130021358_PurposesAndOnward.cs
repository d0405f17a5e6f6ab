using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Referrals.Data.Migrations
{
    /// <inheritdoc />
    public partial class PurposesAndOnward : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "OnwardOfId",
                table: "Referrals",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Until",
                table: "FollowUps",
                nullable: false,
                // The end of the year 9999: of those that were made before purposes had ends.
                defaultValue: 253402300799000000L);

            migrationBuilder.AddColumn<string>(
                name: "Ends",
                table: "Consents",
                maxLength: 1000,
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.CreateIndex(
                name: "IX_Referrals_OnwardOfId",
                table: "Referrals",
                column: "OnwardOfId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Referrals_OnwardOfId",
                table: "Referrals");

            migrationBuilder.DropColumn(
                name: "OnwardOfId",
                table: "Referrals");

            migrationBuilder.DropColumn(
                name: "Until",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "Ends",
                table: "Consents");
        }
    }
}
