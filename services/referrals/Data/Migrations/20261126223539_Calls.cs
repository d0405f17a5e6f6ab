using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Referrals.Data.Migrations
{
    /// <inheritdoc />
    public partial class Calls : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Calls",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    At = table.Column<long>(nullable: false),
                    Caller = table.Column<string>(maxLength: 64, nullable: false),
                    Kind = table.Column<string>(maxLength: 64, nullable: true),
                    Province = table.Column<string>(maxLength: 64, nullable: true),
                    SealedNumber = table.Column<byte[]>(maxLength: 200, nullable: true),
                    NumberUntil = table.Column<long>(nullable: true),
                    CalledBackAt = table.Column<long>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Calls", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "HandOvers",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    At = table.Column<long>(nullable: false),
                    By = table.Column<string>(maxLength: 100, nullable: false),
                    SealedNote = table.Column<byte[]>(maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HandOvers", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Calls_NumberUntil",
                table: "Calls",
                column: "NumberUntil");

            migrationBuilder.CreateIndex(
                name: "IX_Calls_OrganisationId_At",
                table: "Calls",
                columns: new[] { "OrganisationId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Calls_OrganisationId_Id",
                table: "Calls",
                columns: new[] { "OrganisationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_HandOvers_At",
                table: "HandOvers",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_HandOvers_OrganisationId_Id",
                table: "HandOvers",
                columns: new[] { "OrganisationId", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Calls");

            migrationBuilder.DropTable(
                name: "HandOvers");
        }
    }
}
