using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Capacity.Data.Migrations
{
    /// <inheritdoc />
    public partial class Turns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "PromotedAt",
                table: "Attempts",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_PoolId_PromotedAt",
                table: "Attempts",
                columns: new[] { "PoolId", "PromotedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Attempts_PoolId_PromotedAt",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "PromotedAt",
                table: "Attempts");
        }
    }
}
