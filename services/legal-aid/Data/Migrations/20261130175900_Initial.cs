using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.LegalAid.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ConflictChecks",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    AttemptId = table.Column<Guid>(nullable: false),
                    At = table.Column<long>(nullable: false),
                    By = table.Column<string>(maxLength: 100, nullable: false),
                    Conflict = table.Column<bool>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConflictChecks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ConflictChecks_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ConflictMarks",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    AttemptId = table.Column<Guid>(nullable: false),
                    Side = table.Column<string>(maxLength: 64, nullable: false),
                    Mac = table.Column<byte[]>(maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConflictMarks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ConflictMarks_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CriminalComplaints",
                columns: table => new
                {
                    AttemptId = table.Column<Guid>(nullable: false),
                    Complainant = table.Column<string>(maxLength: 64, nullable: false),
                    Authority = table.Column<string>(maxLength: 64, nullable: false),
                    RegisteredOn = table.Column<DateOnly>(nullable: false),
                    SealedReference = table.Column<byte[]>(maxLength: 1000, nullable: true),
                    At = table.Column<long>(nullable: false),
                    By = table.Column<string>(maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CriminalComplaints", x => x.AttemptId);
                    table.ForeignKey(
                        name: "FK_CriminalComplaints_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Matters",
                columns: table => new
                {
                    AttemptId = table.Column<Guid>(nullable: false),
                    AssignedTo = table.Column<Guid>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Matters", x => x.AttemptId);
                    table.ForeignKey(
                        name: "FK_Matters_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Panel",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    Name = table.Column<string>(maxLength: 200, nullable: false),
                    Provinces = table.Column<string>(maxLength: 500, nullable: false),
                    Languages = table.Column<string>(maxLength: 500, nullable: false),
                    Does = table.Column<string>(maxLength: 1000, nullable: false),
                    Most = table.Column<int>(nullable: false),
                    Active = table.Column<bool>(nullable: false),
                    Version = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Panel", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Assignments",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    AttemptId = table.Column<Guid>(nullable: false),
                    MemberId = table.Column<Guid>(nullable: false),
                    From = table.Column<long>(nullable: false),
                    Until = table.Column<long>(nullable: true),
                    By = table.Column<string>(maxLength: 100, nullable: false),
                    SealedNote = table.Column<byte[]>(maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Assignments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Assignments_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Assignments_Panel_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Panel",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Assignments_AttemptId",
                table: "Assignments",
                column: "AttemptId");

            migrationBuilder.CreateIndex(
                name: "IX_Assignments_MemberId",
                table: "Assignments",
                column: "MemberId");

            migrationBuilder.CreateIndex(
                name: "IX_ConflictChecks_AttemptId_At",
                table: "ConflictChecks",
                columns: new[] { "AttemptId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ConflictMarks_AttemptId",
                table: "ConflictMarks",
                column: "AttemptId");

            migrationBuilder.CreateIndex(
                name: "IX_ConflictMarks_OrganisationId_Mac",
                table: "ConflictMarks",
                columns: new[] { "OrganisationId", "Mac" });

            migrationBuilder.CreateIndex(
                name: "IX_Matters_AssignedTo",
                table: "Matters",
                column: "AssignedTo");

            migrationBuilder.CreateIndex(
                name: "IX_Panel_OrganisationId_Id",
                table: "Panel",
                columns: new[] { "OrganisationId", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Assignments");

            migrationBuilder.DropTable(
                name: "ConflictChecks");

            migrationBuilder.DropTable(
                name: "ConflictMarks");

            migrationBuilder.DropTable(
                name: "CriminalComplaints");

            migrationBuilder.DropTable(
                name: "Matters");

            migrationBuilder.DropTable(
                name: "Panel");
        }
    }
}
