using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Capacity.Data.Migrations
{
    /// <inheritdoc />
    public partial class LedgerRepairs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "LedgerRepairs",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    PoolId = table.Column<Guid>(nullable: false),
                    At = table.Column<long>(nullable: false),
                    HeldBefore = table.Column<int>(nullable: false),
                    Held = table.Column<int>(nullable: false),
                    WaitingBefore = table.Column<int>(nullable: false),
                    Waiting = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LedgerRepairs", x => x.Id);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LedgerRepairs");
        }
    }
}
