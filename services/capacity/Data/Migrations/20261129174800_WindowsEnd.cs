using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Capacity.Data.Migrations
{
    /// <inheritdoc />
    public partial class WindowsEnd : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "MedicalWindow",
                table: "Referrals");

            migrationBuilder.AddColumn<long>(
                name: "MedicalWindowEndsAt",
                table: "Referrals",
                nullable: true);

            migrationBuilder.DropColumn(
                name: "MedicalWindow",
                table: "Attempts");

            migrationBuilder.AddColumn<long>(
                name: "MedicalWindowEndsAt",
                table: "Attempts",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "MedicalWindowEndsAt",
                table: "Referrals");

            migrationBuilder.AddColumn<int>(
                name: "MedicalWindow",
                table: "Referrals",
                nullable: true);

            migrationBuilder.DropColumn(
                name: "MedicalWindowEndsAt",
                table: "Attempts");

            migrationBuilder.AddColumn<int>(
                name: "MedicalWindow",
                table: "Attempts",
                nullable: true);
        }
    }
}
