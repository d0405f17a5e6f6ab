using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Capacity.Data.Migrations
{
    /// <inheritdoc />
    public partial class ShownOnce : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Attempts_EndedAt",
                table: "Attempts");

            migrationBuilder.AddColumn<long>(
                name: "EmptyAt",
                table: "Attempts",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Shown",
                table: "Attempts",
                maxLength: 8000,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_EmptyAt",
                table: "Attempts",
                column: "EmptyAt");

            // What was refused before is forgotten at the next turn of the clock, in place of never.
            migrationBuilder.Sql("""
                UPDATE "Attempts" SET "EmptyAt" = "EndedAt" WHERE "Status" IN ('rejected', 'cancelled', 'entered-in-error')
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Attempts_EmptyAt",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "EmptyAt",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "Shown",
                table: "Attempts");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_EndedAt",
                table: "Attempts",
                column: "EndedAt");
        }
    }
}
