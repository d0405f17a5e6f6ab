using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Referrals.Data.Migrations
{
    /// <inheritdoc />
    public partial class Figures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ClosedMonths",
                columns: table => new
                {
                    Month = table.Column<string>(maxLength: 64, nullable: false),
                    ClosedAt = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClosedMonths", x => x.Month);
                });

            migrationBuilder.CreateTable(
                name: "Figures",
                columns: table => new
                {
                    Month = table.Column<string>(maxLength: 64, nullable: false),
                    Measure = table.Column<string>(maxLength: 64, nullable: false),
                    Kind = table.Column<string>(maxLength: 64, nullable: false),
                    By = table.Column<string>(maxLength: 64, nullable: false),
                    Key = table.Column<string>(maxLength: 64, nullable: false),
                    Count = table.Column<int>(nullable: true),
                    Minutes = table.Column<int>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Figures", x => new { x.Month, x.Kind, x.By, x.Measure, x.Key });
                    table.ForeignKey(
                        name: "FK_Figures_ClosedMonths_Month",
                        column: x => x.Month,
                        principalTable: "ClosedMonths",
                        principalColumn: "Month",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Referrals_CreatedAt",
                table: "Referrals",
                column: "CreatedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Figures");

            migrationBuilder.DropTable(
                name: "ClosedMonths");

            migrationBuilder.DropIndex(
                name: "IX_Referrals_CreatedAt",
                table: "Referrals");
        }
    }
}
