using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Referrals.Data.Migrations
{
    /// <inheritdoc />
    public partial class Consents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // What was put down before was a tick, and never judged.
            migrationBuilder.DropColumn(
                name: "Assent",
                table: "Consents");

            migrationBuilder.AddColumn<string>(
                name: "Assent",
                table: "Consents",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Alone",
                table: "Consents",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Alone",
                table: "Consents");

            migrationBuilder.DropColumn(
                name: "Assent",
                table: "Consents");

            migrationBuilder.AddColumn<bool>(
                name: "Assent",
                table: "Consents",
                nullable: true);
        }
    }
}
