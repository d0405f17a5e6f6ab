using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Referrals.Data.Migrations
{
    /// <inheritdoc />
    public partial class AfterAPlacement : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "AfterId",
                table: "Referrals",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CaseId",
                table: "Referrals",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Conferences",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    ReferralId = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    OrganisationName = table.Column<string>(maxLength: 200, nullable: false),
                    At = table.Column<long>(nullable: false),
                    SealedNote = table.Column<byte[]>(maxLength: -1, nullable: true),
                    CancelledAt = table.Column<long>(nullable: true),
                    Version = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Conferences", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Conferences_Referrals_ReferralId",
                        column: x => x.ReferralId,
                        principalTable: "Referrals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "FollowUps",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    ReferralId = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    Round = table.Column<int>(nullable: false),
                    Month = table.Column<int>(nullable: false),
                    DueAt = table.Column<long>(nullable: false),
                    Told = table.Column<bool>(nullable: false),
                    Result = table.Column<string>(maxLength: 64, nullable: true),
                    RecordedAt = table.Column<long>(nullable: true),
                    RecordedBy = table.Column<string>(maxLength: 100, nullable: true),
                    SealedNote = table.Column<byte[]>(maxLength: 8000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FollowUps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FollowUps_Referrals_ReferralId",
                        column: x => x.ReferralId,
                        principalTable: "Referrals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ConferenceMembers",
                columns: table => new
                {
                    ConferenceId = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    OrganisationName = table.Column<string>(maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConferenceMembers", x => new { x.ConferenceId, x.OrganisationId });
                    table.ForeignKey(
                        name: "FK_ConferenceMembers_Conferences_ConferenceId",
                        column: x => x.ConferenceId,
                        principalTable: "Conferences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Referrals_AfterId",
                table: "Referrals",
                column: "AfterId");

            migrationBuilder.CreateIndex(
                name: "IX_Referrals_CaseId",
                table: "Referrals",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_ConferenceMembers_OrganisationId",
                table: "ConferenceMembers",
                column: "OrganisationId");

            migrationBuilder.CreateIndex(
                name: "IX_Conferences_OrganisationId_Id",
                table: "Conferences",
                columns: new[] { "OrganisationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Conferences_ReferralId",
                table: "Conferences",
                column: "ReferralId");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_OrganisationId_DueAt",
                table: "FollowUps",
                columns: new[] { "OrganisationId", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_ReferralId_Round_Month",
                table: "FollowUps",
                columns: new[] { "ReferralId", "Round", "Month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_Told_DueAt",
                table: "FollowUps",
                columns: new[] { "Told", "DueAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ConferenceMembers");

            migrationBuilder.DropTable(
                name: "FollowUps");

            migrationBuilder.DropTable(
                name: "Conferences");

            migrationBuilder.DropIndex(
                name: "IX_Referrals_AfterId",
                table: "Referrals");

            migrationBuilder.DropIndex(
                name: "IX_Referrals_CaseId",
                table: "Referrals");

            migrationBuilder.DropColumn(
                name: "AfterId",
                table: "Referrals");

            migrationBuilder.DropColumn(
                name: "CaseId",
                table: "Referrals");
        }
    }
}
