using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Referrals.Data.Migrations
{
    /// <inheritdoc />
    public partial class Crowds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Count",
                table: "Alerts",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<bool>(
                name: "Superseded",
                table: "Alerts",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_OrganisationId_Code_At",
                table: "Alerts",
                columns: new[] { "OrganisationId", "Code", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Alerts_OrganisationId_Code_At",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "Count",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "Superseded",
                table: "Alerts");
        }
    }
}
