using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Identity.Data.Migrations
{
    /// <inheritdoc />
    public partial class Suspensions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "AgreementUntil",
                table: "Organisations",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SuspendedAt",
                table: "Organisations",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PartnerRecords",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    Kind = table.Column<string>(maxLength: 64, nullable: false),
                    On = table.Column<DateOnly>(nullable: false),
                    Until = table.Column<DateOnly>(nullable: true),
                    SiteId = table.Column<Guid>(nullable: true),
                    Met = table.Column<string>(maxLength: 1000, nullable: false),
                    Unmet = table.Column<string>(maxLength: 1000, nullable: false),
                    SealedNote = table.Column<byte[]>(maxLength: 8000, nullable: true),
                    By = table.Column<string>(maxLength: 100, nullable: false),
                    CreatedAt = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PartnerRecords", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PartnerRecords_Organisations_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Suspensions",
                columns: table => new
                {
                    OrganisationId = table.Column<Guid>(nullable: false),
                    Suspended = table.Column<bool>(nullable: false),
                    Version = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Suspensions", x => x.OrganisationId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PartnerRecords_OrganisationId_CreatedAt_Id",
                table: "PartnerRecords",
                columns: new[] { "OrganisationId", "CreatedAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PartnerRecords");

            migrationBuilder.DropTable(
                name: "Suspensions");

            migrationBuilder.DropColumn(
                name: "AgreementUntil",
                table: "Organisations");

            migrationBuilder.DropColumn(
                name: "SuspendedAt",
                table: "Organisations");
        }
    }
}
