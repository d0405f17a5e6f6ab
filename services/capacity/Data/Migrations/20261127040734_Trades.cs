using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Capacity.Data.Migrations
{
    /// <inheritdoc />
    public partial class Trades : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "GroupId",
                table: "Referrals",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "OwnedAt",
                table: "Referrals",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Places",
                table: "Referrals",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<Guid>(
                name: "CourseId",
                table: "Pools",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "StartsAt",
                table: "Pools",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Places",
                table: "Holds",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<Guid>(
                name: "AssignedTo",
                table: "Attempts",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Places",
                table: "Attempts",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "Screening",
                table: "Attempts",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Agenda",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    AttemptId = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    Code = table.Column<string>(maxLength: 64, nullable: false),
                    At = table.Column<long>(nullable: false),
                    Interpreter = table.Column<bool>(nullable: false),
                    Accompanied = table.Column<bool>(nullable: false),
                    SealedNote = table.Column<byte[]>(maxLength: 4000, nullable: true),
                    EndedAt = table.Column<long>(nullable: true),
                    Version = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Agenda", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Agenda_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Attendance",
                columns: table => new
                {
                    AttemptId = table.Column<Guid>(nullable: false),
                    Day = table.Column<DateOnly>(nullable: false),
                    Mark = table.Column<string>(maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Attendance", x => new { x.AttemptId, x.Day });
                    table.ForeignKey(
                        name: "FK_Attendance_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Blocks",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    GroupId = table.Column<Guid>(nullable: false),
                    PoolId = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    ReferrerId = table.Column<Guid>(nullable: false),
                    ReferrerName = table.Column<string>(maxLength: 200, nullable: false),
                    Places = table.Column<int>(nullable: false),
                    ArrivesAt = table.Column<long>(nullable: false),
                    Until = table.Column<long>(nullable: false),
                    EndedAt = table.Column<long>(nullable: true),
                    At = table.Column<long>(nullable: false),
                    By = table.Column<string>(maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Blocks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Blocks_Pools_PoolId",
                        column: x => x.PoolId,
                        principalTable: "Pools",
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
                name: "Funds",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    Name = table.Column<string>(maxLength: 1000, nullable: false),
                    Grants = table.Column<int>(nullable: false),
                    Given = table.Column<int>(nullable: false),
                    Until = table.Column<DateOnly>(nullable: true),
                    Version = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Funds", x => x.Id);
                    table.CheckConstraint("CK_Funds_Given", "\"Given\" >= 0 AND \"Given\" <= \"Grants\"");
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
                name: "WorkOutcomes",
                columns: table => new
                {
                    AttemptId = table.Column<Guid>(nullable: false),
                    Month = table.Column<int>(nullable: false),
                    Result = table.Column<string>(maxLength: 64, nullable: false),
                    At = table.Column<long>(nullable: false),
                    By = table.Column<string>(maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkOutcomes", x => new { x.AttemptId, x.Month });
                    table.ForeignKey(
                        name: "FK_WorkOutcomes_Attempts_AttemptId",
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

            migrationBuilder.CreateTable(
                name: "Grants",
                columns: table => new
                {
                    AttemptId = table.Column<Guid>(nullable: false),
                    FundId = table.Column<Guid>(nullable: false),
                    At = table.Column<long>(nullable: false),
                    By = table.Column<string>(maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Grants", x => x.AttemptId);
                    table.ForeignKey(
                        name: "FK_Grants_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Grants_Funds_FundId",
                        column: x => x.FundId,
                        principalTable: "Funds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
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
                name: "IX_Pools_CourseId_StartsAt",
                table: "Pools",
                columns: new[] { "CourseId", "StartsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Pools_StartsAt",
                table: "Pools",
                column: "StartsAt");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_AssignedTo_EndedAt",
                table: "Attempts",
                columns: new[] { "AssignedTo", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_ReferrerId_EndedAt",
                table: "Attempts",
                columns: new[] { "ReferrerId", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Agenda_AttemptId",
                table: "Agenda",
                column: "AttemptId");

            migrationBuilder.CreateIndex(
                name: "IX_Agenda_OrganisationId_EndedAt_At",
                table: "Agenda",
                columns: new[] { "OrganisationId", "EndedAt", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Assignments_AttemptId",
                table: "Assignments",
                column: "AttemptId");

            migrationBuilder.CreateIndex(
                name: "IX_Assignments_MemberId",
                table: "Assignments",
                column: "MemberId");

            migrationBuilder.CreateIndex(
                name: "IX_Blocks_GroupId_PoolId",
                table: "Blocks",
                columns: new[] { "GroupId", "PoolId" });

            migrationBuilder.CreateIndex(
                name: "IX_Blocks_OrganisationId_EndedAt_ArrivesAt",
                table: "Blocks",
                columns: new[] { "OrganisationId", "EndedAt", "ArrivesAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Blocks_PoolId",
                table: "Blocks",
                column: "PoolId");

            migrationBuilder.CreateIndex(
                name: "IX_Blocks_Until",
                table: "Blocks",
                column: "Until");

            migrationBuilder.CreateIndex(
                name: "IX_ConflictMarks_AttemptId",
                table: "ConflictMarks",
                column: "AttemptId");

            migrationBuilder.CreateIndex(
                name: "IX_ConflictMarks_OrganisationId_Mac",
                table: "ConflictMarks",
                columns: new[] { "OrganisationId", "Mac" });

            migrationBuilder.CreateIndex(
                name: "IX_Documents_AttemptId",
                table: "Documents",
                column: "AttemptId");

            migrationBuilder.CreateIndex(
                name: "IX_Funds_OrganisationId_Id",
                table: "Funds",
                columns: new[] { "OrganisationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Grants_FundId",
                table: "Grants",
                column: "FundId");

            migrationBuilder.CreateIndex(
                name: "IX_Panel_OrganisationId_Id",
                table: "Panel",
                columns: new[] { "OrganisationId", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Agenda");

            migrationBuilder.DropTable(
                name: "Assignments");

            migrationBuilder.DropTable(
                name: "Attendance");

            migrationBuilder.DropTable(
                name: "Blocks");

            migrationBuilder.DropTable(
                name: "ConflictMarks");

            migrationBuilder.DropTable(
                name: "CriminalComplaints");

            migrationBuilder.DropTable(
                name: "Custody");

            migrationBuilder.DropTable(
                name: "Grants");

            migrationBuilder.DropTable(
                name: "WorkOutcomes");

            migrationBuilder.DropTable(
                name: "Panel");

            migrationBuilder.DropTable(
                name: "Documents");

            migrationBuilder.DropTable(
                name: "Funds");

            migrationBuilder.DropIndex(
                name: "IX_Pools_CourseId_StartsAt",
                table: "Pools");

            migrationBuilder.DropIndex(
                name: "IX_Pools_StartsAt",
                table: "Pools");

            migrationBuilder.DropIndex(
                name: "IX_Attempts_AssignedTo_EndedAt",
                table: "Attempts");

            migrationBuilder.DropIndex(
                name: "IX_Attempts_ReferrerId_EndedAt",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "GroupId",
                table: "Referrals");

            migrationBuilder.DropColumn(
                name: "OwnedAt",
                table: "Referrals");

            migrationBuilder.DropColumn(
                name: "Places",
                table: "Referrals");

            migrationBuilder.DropColumn(
                name: "CourseId",
                table: "Pools");

            migrationBuilder.DropColumn(
                name: "StartsAt",
                table: "Pools");

            migrationBuilder.DropColumn(
                name: "Places",
                table: "Holds");

            migrationBuilder.DropColumn(
                name: "AssignedTo",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "Places",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "Screening",
                table: "Attempts");
        }
    }
}
