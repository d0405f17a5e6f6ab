using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Referrals.Data.Migrations
{
    /// <inheritdoc />
    public partial class Recovery : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Referrals_OrganisationId_Id",
                table: "Referrals");

            migrationBuilder.DropIndex(
                name: "IX_HandOvers_OrganisationId_Id",
                table: "HandOvers");

            migrationBuilder.DropIndex(
                name: "IX_FormerOwners_OrganisationId_Id",
                table: "FormerOwners");

            migrationBuilder.DropIndex(
                name: "IX_Conferences_OrganisationId_Id",
                table: "Conferences");

            migrationBuilder.DropIndex(
                name: "IX_Calls_OrganisationId_At",
                table: "Calls");

            migrationBuilder.DropIndex(
                name: "IX_Calls_OrganisationId_Id",
                table: "Calls");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_Coordinator_Id",
                table: "Alerts");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_OrganisationId_Id",
                table: "Alerts");

            migrationBuilder.DropIndex(
                name: "IX_AccessLog_ReferralId_Id",
                table: "AccessLog");

            migrationBuilder.AddColumn<long>(
                name: "ChangedAt",
                table: "Places",
                nullable: false,
                defaultValue: 0L);

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
                name: "IX_Referrals_OrganisationId_CreatedAt_Id",
                table: "Referrals",
                columns: new[] { "OrganisationId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Places_ChangedAt",
                table: "Places",
                column: "ChangedAt");

            migrationBuilder.CreateIndex(
                name: "IX_HandOvers_OrganisationId_At_Id",
                table: "HandOvers",
                columns: new[] { "OrganisationId", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_FormerOwners_OrganisationId_Until_Id",
                table: "FormerOwners",
                columns: new[] { "OrganisationId", "Until", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Conferences_OrganisationId_At_Id",
                table: "Conferences",
                columns: new[] { "OrganisationId", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Calls_OrganisationId_At_Id",
                table: "Calls",
                columns: new[] { "OrganisationId", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_Coordinator_At_Id",
                table: "Alerts",
                columns: new[] { "Coordinator", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_OrganisationId_At_Id",
                table: "Alerts",
                columns: new[] { "OrganisationId", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AccessLog_ReferralId_At_Id",
                table: "AccessLog",
                columns: new[] { "ReferralId", "At", "Id" });
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
                name: "IX_Referrals_OrganisationId_CreatedAt_Id",
                table: "Referrals");

            migrationBuilder.DropIndex(
                name: "IX_Places_ChangedAt",
                table: "Places");

            migrationBuilder.DropIndex(
                name: "IX_HandOvers_OrganisationId_At_Id",
                table: "HandOvers");

            migrationBuilder.DropIndex(
                name: "IX_FormerOwners_OrganisationId_Until_Id",
                table: "FormerOwners");

            migrationBuilder.DropIndex(
                name: "IX_Conferences_OrganisationId_At_Id",
                table: "Conferences");

            migrationBuilder.DropIndex(
                name: "IX_Calls_OrganisationId_At_Id",
                table: "Calls");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_Coordinator_At_Id",
                table: "Alerts");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_OrganisationId_At_Id",
                table: "Alerts");

            migrationBuilder.DropIndex(
                name: "IX_AccessLog_ReferralId_At_Id",
                table: "AccessLog");

            migrationBuilder.DropColumn(
                name: "ChangedAt",
                table: "Places");

            migrationBuilder.CreateIndex(
                name: "IX_Referrals_OrganisationId_Id",
                table: "Referrals",
                columns: new[] { "OrganisationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_HandOvers_OrganisationId_Id",
                table: "HandOvers",
                columns: new[] { "OrganisationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_FormerOwners_OrganisationId_Id",
                table: "FormerOwners",
                columns: new[] { "OrganisationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Conferences_OrganisationId_Id",
                table: "Conferences",
                columns: new[] { "OrganisationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Calls_OrganisationId_At",
                table: "Calls",
                columns: new[] { "OrganisationId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Calls_OrganisationId_Id",
                table: "Calls",
                columns: new[] { "OrganisationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_Coordinator_Id",
                table: "Alerts",
                columns: new[] { "Coordinator", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_OrganisationId_Id",
                table: "Alerts",
                columns: new[] { "OrganisationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AccessLog_ReferralId_Id",
                table: "AccessLog",
                columns: new[] { "ReferralId", "Id" });
        }
    }
}
