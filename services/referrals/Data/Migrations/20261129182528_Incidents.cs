using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Referrals.Data.Migrations
{
    /// <inheritdoc />
    public partial class Incidents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "IncidentId",
                table: "Referrals",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Incidents",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    People = table.Column<int>(nullable: false),
                    District = table.Column<string>(maxLength: 6, nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    OrganisationName = table.Column<string>(maxLength: 200, nullable: false),
                    By = table.Column<string>(maxLength: 100, nullable: false),
                    At = table.Column<long>(nullable: false),
                    SecondId = table.Column<Guid>(nullable: true),
                    SecondName = table.Column<string>(maxLength: 200, nullable: true),
                    SecondBy = table.Column<string>(maxLength: 100, nullable: true),
                    Until = table.Column<long>(nullable: true),
                    ReviewedAt = table.Column<long>(nullable: true),
                    ReviewedBy = table.Column<string>(maxLength: 100, nullable: true),
                    Upheld = table.Column<bool>(nullable: true),
                    ToldReview = table.Column<bool>(nullable: false),
                    Version = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Incidents", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Referrals_IncidentId",
                table: "Referrals",
                column: "IncidentId");

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_OrganisationId",
                table: "Incidents",
                column: "OrganisationId");

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_SecondId",
                table: "Incidents",
                column: "SecondId");

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_Until",
                table: "Incidents",
                column: "Until");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Incidents");

            migrationBuilder.DropIndex(
                name: "IX_Referrals_IncidentId",
                table: "Referrals");

            migrationBuilder.DropColumn(
                name: "IncidentId",
                table: "Referrals");
        }
    }
}
