using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Capacity.Data.Migrations
{
    /// <inheritdoc />
    public partial class Stays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ClosedReason",
                table: "Pools",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ClosedUntil",
                table: "Pools",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ArrivedAt",
                table: "Attempts",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ExpectedEndAt",
                table: "Attempts",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "HealthCheckOfferedAt",
                table: "Attempts",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Onward",
                table: "Attempts",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Pools_ClosedUntil",
                table: "Pools",
                column: "ClosedUntil");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Pools_ClosedUntil",
                table: "Pools");

            migrationBuilder.DropColumn(
                name: "ClosedReason",
                table: "Pools");

            migrationBuilder.DropColumn(
                name: "ClosedUntil",
                table: "Pools");

            migrationBuilder.DropColumn(
                name: "ArrivedAt",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "ExpectedEndAt",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "HealthCheckOfferedAt",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "Onward",
                table: "Attempts");
        }
    }
}
