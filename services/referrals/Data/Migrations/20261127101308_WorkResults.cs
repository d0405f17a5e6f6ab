using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Referrals.Data.Migrations
{
    /// <inheritdoc />
    public partial class WorkResults : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "WorkResults",
                columns: table => new
                {
                    AttemptId = table.Column<Guid>(nullable: false),
                    Month = table.Column<int>(nullable: false),
                    ReferralId = table.Column<Guid>(nullable: false),
                    Result = table.Column<string>(maxLength: 64, nullable: false),
                    At = table.Column<long>(nullable: false),
                    FirstAt = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkResults", x => new { x.AttemptId, x.Month });
                    table.ForeignKey(
                        name: "FK_WorkResults_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_WorkResults_Month_FirstAt",
                table: "WorkResults",
                columns: new[] { "Month", "FirstAt" });

            migrationBuilder.CreateIndex(
                name: "IX_WorkResults_ReferralId",
                table: "WorkResults",
                column: "ReferralId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "WorkResults");
        }
    }
}
