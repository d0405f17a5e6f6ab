using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Referrals.Data.Migrations
{
    /// <inheritdoc />
    public partial class FollowUps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                name: "FollowUps");
        }
    }
}
