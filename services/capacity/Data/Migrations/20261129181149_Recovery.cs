using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Capacity.Data.Migrations
{
    /// <inheritdoc />
    public partial class Recovery : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Attempts_OrganisationId_Status_Id",
                table: "Attempts");

            // Written by hand: SQLite, by which migrations are made, has no lengths. Two names of 200 letters, each letter an escape.
            migrationBuilder.AlterColumn<string>(
                name: "Name",
                table: "Places",
                maxLength: 3000,
                nullable: false,
                oldClrType: typeof(string),
                oldMaxLength: 500);

            migrationBuilder.CreateTable(
                name: "MasterKeys",
                columns: table => new
                {
                    Id = table.Column<string>(maxLength: 16, nullable: false),
                    Since = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MasterKeys", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Blocks_ReferrerId_EndedAt",
                table: "Blocks",
                columns: new[] { "ReferrerId", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_OrganisationId_Status_RequestedAt_Id",
                table: "Attempts",
                columns: new[] { "OrganisationId", "Status", "RequestedAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MasterKeys");

            migrationBuilder.AlterColumn<string>(
                name: "Name",
                table: "Places",
                maxLength: 500,
                nullable: false,
                oldClrType: typeof(string),
                oldMaxLength: 3000);

            migrationBuilder.DropIndex(
                name: "IX_Blocks_ReferrerId_EndedAt",
                table: "Blocks");

            migrationBuilder.DropIndex(
                name: "IX_Attempts_OrganisationId_Status_RequestedAt_Id",
                table: "Attempts");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_OrganisationId_Status_Id",
                table: "Attempts",
                columns: new[] { "OrganisationId", "Status", "Id" });
        }
    }
}
