using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Capacity.Data.Migrations
{
    /// <inheritdoc />
    public partial class Groups : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Blocks_ReferrerId_EndedAt",
                table: "Blocks");

            migrationBuilder.DropIndex(
                name: "IX_Blocks_Until",
                table: "Blocks");

            migrationBuilder.AddColumn<long>(
                name: "AnswerDueAt",
                table: "Blocks",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DueAt",
                table: "Blocks",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Members",
                table: "Blocks",
                maxLength: 4000,
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Reason",
                table: "Blocks",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Status",
                table: "Blocks",
                maxLength: 64,
                nullable: false,
                defaultValue: "kept");

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Blocks",
                nullable: false,
                defaultValue: 0);

            // What was kept before houses were asked ends as it would have.
            migrationBuilder.Sql("""UPDATE "Blocks" SET "DueAt" = "Until" WHERE "EndedAt" IS NULL""");

            migrationBuilder.CreateIndex(
                name: "IX_Blocks_DueAt",
                table: "Blocks",
                column: "DueAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Blocks_DueAt",
                table: "Blocks");

            migrationBuilder.DropColumn(
                name: "AnswerDueAt",
                table: "Blocks");

            migrationBuilder.DropColumn(
                name: "DueAt",
                table: "Blocks");

            migrationBuilder.DropColumn(
                name: "Members",
                table: "Blocks");

            migrationBuilder.DropColumn(
                name: "Reason",
                table: "Blocks");

            migrationBuilder.DropColumn(
                name: "Status",
                table: "Blocks");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Blocks");

            migrationBuilder.CreateIndex(
                name: "IX_Blocks_ReferrerId_EndedAt",
                table: "Blocks",
                columns: new[] { "ReferrerId", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Blocks_Until",
                table: "Blocks",
                column: "Until");
        }
    }
}
