using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Referrals.Data.Migrations
{
    /// <inheritdoc />
    public partial class Following : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Referrals_OrganisationId_UpdatedAt",
                table: "Referrals",
                columns: new[] { "OrganisationId", "UpdatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_History_BusinessStatus_At",
                table: "History",
                columns: new[] { "BusinessStatus", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_Status_OrganisationId",
                table: "Attempts",
                columns: new[] { "Status", "OrganisationId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Referrals_OrganisationId_UpdatedAt",
                table: "Referrals");

            migrationBuilder.DropIndex(
                name: "IX_History_BusinessStatus_At",
                table: "History");

            migrationBuilder.DropIndex(
                name: "IX_Attempts_Status_OrganisationId",
                table: "Attempts");
        }
    }
}
