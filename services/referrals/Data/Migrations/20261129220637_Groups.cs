using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Referrals.Data.Migrations
{
    /// <inheritdoc />
    public partial class Groups : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Groups",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Kind = table.Column<string>(maxLength: 64, nullable: false),
                    Urgency = table.Column<string>(maxLength: 64, nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    OrganisationName = table.Column<string>(maxLength: 200, nullable: false),
                    KeptBy = table.Column<string>(maxLength: 100, nullable: false),
                    IncidentId = table.Column<Guid>(nullable: true),
                    ArrivesAt = table.Column<long>(nullable: false),
                    RequestedAt = table.Column<long>(nullable: false),
                    EndedAt = table.Column<long>(nullable: true),
                    Version = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Groups", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Blocks",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    GroupId = table.Column<Guid>(nullable: false),
                    PoolId = table.Column<Guid>(nullable: false),
                    PoolName = table.Column<string>(maxLength: 1000, nullable: false),
                    ProviderName = table.Column<string>(maxLength: 200, nullable: false),
                    Members = table.Column<string>(maxLength: 4000, nullable: false),
                    Places = table.Column<int>(nullable: false),
                    Left = table.Column<int>(nullable: false),
                    Ordinal = table.Column<int>(nullable: false),
                    Status = table.Column<string>(maxLength: 64, nullable: false),
                    Reason = table.Column<string>(maxLength: 64, nullable: true),
                    AnswerDueAt = table.Column<long>(nullable: true),
                    Version = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Blocks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Blocks_Groups_GroupId",
                        column: x => x.GroupId,
                        principalTable: "Groups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Blocks_GroupId",
                table: "Blocks",
                column: "GroupId");

            migrationBuilder.CreateIndex(
                name: "IX_Groups_IncidentId",
                table: "Groups",
                column: "IncidentId");

            migrationBuilder.CreateIndex(
                name: "IX_Groups_OrganisationId_EndedAt",
                table: "Groups",
                columns: new[] { "OrganisationId", "EndedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Blocks");

            migrationBuilder.DropTable(
                name: "Groups");
        }
    }
}
