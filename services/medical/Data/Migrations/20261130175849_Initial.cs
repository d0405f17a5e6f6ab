using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Medical.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Documents",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    AttemptId = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    Code = table.Column<string>(maxLength: 64, nullable: false),
                    MediaType = table.Column<string>(maxLength: 100, nullable: false),
                    Size = table.Column<int>(nullable: false),
                    Hash = table.Column<byte[]>(maxLength: 32, nullable: false),
                    Key = table.Column<string>(maxLength: 1000, nullable: false),
                    Sealed = table.Column<byte[]>(nullable: false),
                    At = table.Column<long>(nullable: false),
                    By = table.Column<string>(maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Documents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Documents_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Custody",
                columns: table => new
                {
                    DocumentId = table.Column<Guid>(nullable: false),
                    Seq = table.Column<int>(nullable: false),
                    At = table.Column<long>(nullable: false),
                    By = table.Column<string>(maxLength: 100, nullable: false),
                    Action = table.Column<string>(maxLength: 64, nullable: false),
                    Basis = table.Column<string>(maxLength: 64, nullable: true),
                    SealedNote = table.Column<byte[]>(maxLength: 4000, nullable: true),
                    Hash = table.Column<byte[]>(maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Custody", x => new { x.DocumentId, x.Seq });
                    table.ForeignKey(
                        name: "FK_Custody_Documents_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "Documents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Documents_AttemptId",
                table: "Documents",
                column: "AttemptId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Custody");

            migrationBuilder.DropTable(
                name: "Documents");
        }
    }
}
