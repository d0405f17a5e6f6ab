using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Referrals.Data.Migrations
{
    /// <inheritdoc />
    public partial class Owners : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "GroupId",
                table: "Referrals",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Places",
                table: "Referrals",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateTable(
                name: "FormerOwners",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    ReferralId = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    NextName = table.Column<string>(maxLength: 200, nullable: false),
                    Until = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FormerOwners", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FormerOwners_Referrals_ReferralId",
                        column: x => x.ReferralId,
                        principalTable: "Referrals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OwnerOffers",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    ReferralId = table.Column<Guid>(nullable: false),
                    FromId = table.Column<Guid>(nullable: false),
                    FromName = table.Column<string>(maxLength: 200, nullable: false),
                    ToId = table.Column<Guid>(nullable: false),
                    ToName = table.Column<string>(maxLength: 200, nullable: false),
                    At = table.Column<long>(nullable: false),
                    ExpiresAt = table.Column<long>(nullable: false),
                    By = table.Column<string>(maxLength: 100, nullable: false),
                    How = table.Column<string>(maxLength: 64, nullable: false),
                    Language = table.Column<string>(maxLength: 64, nullable: false),
                    SealedNote = table.Column<byte[]>(maxLength: 8000, nullable: true),
                    AnsweredAt = table.Column<long>(nullable: true),
                    Accepted = table.Column<bool>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OwnerOffers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OwnerOffers_Referrals_ReferralId",
                        column: x => x.ReferralId,
                        principalTable: "Referrals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_FormerOwners_OrganisationId_Id",
                table: "FormerOwners",
                columns: new[] { "OrganisationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_FormerOwners_ReferralId",
                table: "FormerOwners",
                column: "ReferralId");

            migrationBuilder.CreateIndex(
                name: "IX_OwnerOffers_FromId_AnsweredAt",
                table: "OwnerOffers",
                columns: new[] { "FromId", "AnsweredAt" });

            migrationBuilder.CreateIndex(
                name: "IX_OwnerOffers_ReferralId",
                table: "OwnerOffers",
                column: "ReferralId");

            migrationBuilder.CreateIndex(
                name: "IX_OwnerOffers_ToId_AnsweredAt",
                table: "OwnerOffers",
                columns: new[] { "ToId", "AnsweredAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FormerOwners");

            migrationBuilder.DropTable(
                name: "OwnerOffers");

            migrationBuilder.DropColumn(
                name: "GroupId",
                table: "Referrals");

            migrationBuilder.DropColumn(
                name: "Places",
                table: "Referrals");
        }
    }
}
