using System;
using Microsoft.EntityFrameworkCore.Migrations;
using ReferralNetwork.Platform.Data;

#nullable disable

namespace ReferralNetwork.Referrals.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AccessLog",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    ReferralId = table.Column<Guid>(nullable: false),
                    At = table.Column<long>(nullable: false),
                    Who = table.Column<string>(maxLength: 100, nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    OrganisationName = table.Column<string>(maxLength: 200, nullable: false),
                    What = table.Column<string>(maxLength: 200, nullable: false),
                    Why = table.Column<string>(maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccessLog", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Alerts",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    ReferralId = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    Kind = table.Column<string>(maxLength: 64, nullable: false),
                    Code = table.Column<string>(maxLength: 64, nullable: false),
                    Coordinator = table.Column<bool>(nullable: false),
                    At = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Alerts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Availability",
                columns: table => new
                {
                    PoolId = table.Column<Guid>(nullable: false),
                    Version = table.Column<long>(nullable: false),
                    AppliedAt = table.Column<long>(nullable: false),
                    State = table.Column<string>(maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Availability", x => x.PoolId);
                });

            migrationBuilder.CreateTable(
                name: "Failures",
                columns: table => new
                {
                    MessageId = table.Column<Guid>(nullable: false),
                    Consumer = table.Column<string>(maxLength: 100, nullable: false),
                    Type = table.Column<string>(maxLength: 200, nullable: false),
                    Body = table.Column<string>(maxLength: -1, nullable: false),
                    SentAt = table.Column<long>(nullable: false),
                    Reason = table.Column<string>(maxLength: 400, nullable: false),
                    Tries = table.Column<int>(nullable: false),
                    DueAt = table.Column<long>(nullable: true),
                    FailedAt = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Failures", x => new { x.MessageId, x.Consumer });
                });

            migrationBuilder.CreateTable(
                name: "Idempotency",
                columns: table => new
                {
                    Key = table.Column<byte[]>(maxLength: 32, nullable: false),
                    BodyMac = table.Column<byte[]>(maxLength: 32, nullable: false),
                    Status = table.Column<int>(nullable: false),
                    ResourceId = table.Column<Guid>(nullable: false),
                    At = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Idempotency", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "Inbox",
                columns: table => new
                {
                    MessageId = table.Column<Guid>(nullable: false),
                    Consumer = table.Column<string>(maxLength: 100, nullable: false),
                    BodyHash = table.Column<byte[]>(maxLength: 32, nullable: false),
                    At = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Inbox", x => new { x.MessageId, x.Consumer });
                });

            migrationBuilder.CreateTable(
                name: "Keys",
                columns: table => new
                {
                    ReferralId = table.Column<Guid>(nullable: false),
                    MasterKeyId = table.Column<string>(maxLength: 64, nullable: false),
                    Key = table.Column<byte[]>(maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Keys", x => x.ReferralId);
                });

            migrationBuilder.CreateTable(
                name: "Outbox",
                columns: table => new
                {
                    Seq = table.Column<long>(nullable: false)
                        .Annotation("Sqlite:Autoincrement", true)
                        .Annotation("SqlServer:Identity", "1, 1")
                        .Annotation("Npgsql:ValueGenerationStrategy", Conventions.PostgresIdentity),
                    MessageId = table.Column<Guid>(nullable: false),
                    Type = table.Column<string>(maxLength: 200, nullable: false),
                    Body = table.Column<string>(maxLength: -1, nullable: false),
                    TraceParent = table.Column<string>(maxLength: 64, nullable: true),
                    SentAt = table.Column<long>(nullable: false),
                    Tries = table.Column<int>(nullable: false),
                    DueAt = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outbox", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "Places",
                columns: table => new
                {
                    Code = table.Column<string>(maxLength: 6, nullable: false),
                    Name = table.Column<string>(maxLength: 500, nullable: false),
                    Lat = table.Column<double>(nullable: false),
                    Lon = table.Column<double>(nullable: false),
                    Inherited = table.Column<bool>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Places", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "Referrals",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    CaseCode = table.Column<string>(maxLength: 64, nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    OrganisationName = table.Column<string>(maxLength: 200, nullable: false),
                    Kind = table.Column<string>(maxLength: 64, nullable: false),
                    Urgency = table.Column<string>(maxLength: 64, nullable: false),
                    MedicalWindow = table.Column<int>(nullable: true),
                    Survivor = table.Column<string>(maxLength: 8000, nullable: false),
                    Plan = table.Column<string>(maxLength: 8000, nullable: false),
                    ContinueOnRefusal = table.Column<bool>(nullable: false),
                    Waitlist = table.Column<bool>(nullable: false),
                    Status = table.Column<string>(maxLength: 64, nullable: false),
                    BusinessStatus = table.Column<string>(maxLength: 64, nullable: false),
                    Round = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<long>(nullable: false),
                    RequestedAt = table.Column<long>(nullable: false),
                    UpdatedAt = table.Column<long>(nullable: false),
                    ClosedAt = table.Column<long>(nullable: true),
                    ToldAway = table.Column<bool>(nullable: false),
                    Version = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Referrals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Sealed",
                columns: table => new
                {
                    ReferralId = table.Column<Guid>(nullable: false),
                    What = table.Column<string>(maxLength: 64, nullable: false),
                    Sealed = table.Column<byte[]>(maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sealed", x => new { x.ReferralId, x.What });
                });

            migrationBuilder.CreateTable(
                name: "Attempts",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    ReferralId = table.Column<Guid>(nullable: false),
                    Round = table.Column<int>(nullable: false),
                    Ordinal = table.Column<int>(nullable: false),
                    PoolId = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    OrganisationName = table.Column<string>(maxLength: 200, nullable: false),
                    Version = table.Column<int>(nullable: false),
                    Status = table.Column<string>(maxLength: 64, nullable: false),
                    BusinessStatus = table.Column<string>(maxLength: 64, nullable: false),
                    HeldUntil = table.Column<long>(nullable: true),
                    AnswerDueAt = table.Column<long>(nullable: true),
                    ArrivalDueAt = table.Column<long>(nullable: true),
                    Reason = table.Column<string>(maxLength: 64, nullable: true),
                    Outcome = table.Column<string>(maxLength: 64, nullable: true),
                    Exit = table.Column<string>(maxLength: 64, nullable: true),
                    PlanExhausted = table.Column<bool>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Attempts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Attempts_Referrals_ReferralId",
                        column: x => x.ReferralId,
                        principalTable: "Referrals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Consents",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    ReferralId = table.Column<Guid>(nullable: false),
                    Basis = table.Column<string>(maxLength: 64, nullable: false),
                    Purposes = table.Column<string>(maxLength: 1000, nullable: false),
                    Recipients = table.Column<string>(maxLength: 2000, nullable: false),
                    Fields = table.Column<string>(maxLength: 200, nullable: false),
                    Language = table.Column<string>(maxLength: 64, nullable: true),
                    How = table.Column<string>(maxLength: 64, nullable: true),
                    Interpreter = table.Column<string>(maxLength: 64, nullable: true),
                    LimitsExplained = table.Column<bool>(nullable: true),
                    Assent = table.Column<bool>(nullable: true),
                    Guardian = table.Column<string>(maxLength: 64, nullable: true),
                    TextVersion = table.Column<string>(maxLength: 64, nullable: true),
                    SealedRecord = table.Column<byte[]>(maxLength: 8000, nullable: true),
                    TakenBy = table.Column<string>(maxLength: 100, nullable: false),
                    At = table.Column<long>(nullable: false),
                    ExpiresAt = table.Column<long>(nullable: false),
                    WithdrawnAt = table.Column<long>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Consents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Consents_Referrals_ReferralId",
                        column: x => x.ReferralId,
                        principalTable: "Referrals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "History",
                columns: table => new
                {
                    SubjectId = table.Column<Guid>(nullable: false),
                    SubjectVersion = table.Column<int>(nullable: false),
                    ReferralId = table.Column<Guid>(nullable: false),
                    PoolId = table.Column<Guid>(nullable: true),
                    At = table.Column<long>(nullable: false),
                    Status = table.Column<string>(maxLength: 64, nullable: false),
                    BusinessStatus = table.Column<string>(maxLength: 64, nullable: false),
                    By = table.Column<string>(maxLength: 100, nullable: false),
                    Reason = table.Column<string>(maxLength: 64, nullable: true),
                    SealedNote = table.Column<byte[]>(maxLength: 8000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_History", x => new { x.SubjectId, x.SubjectVersion });
                    table.ForeignKey(
                        name: "FK_History_Referrals_ReferralId",
                        column: x => x.ReferralId,
                        principalTable: "Referrals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AccessLog_ReferralId_Id",
                table: "AccessLog",
                columns: new[] { "ReferralId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_Coordinator_Id",
                table: "Alerts",
                columns: new[] { "Coordinator", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_OrganisationId_Id",
                table: "Alerts",
                columns: new[] { "OrganisationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_ReferralId",
                table: "Alerts",
                column: "ReferralId");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_ReferralId",
                table: "Attempts",
                column: "ReferralId");

            migrationBuilder.CreateIndex(
                name: "IX_Availability_AppliedAt",
                table: "Availability",
                column: "AppliedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Consents_ReferralId",
                table: "Consents",
                column: "ReferralId");

            migrationBuilder.CreateIndex(
                name: "IX_Failures_DueAt",
                table: "Failures",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_History_ReferralId",
                table: "History",
                column: "ReferralId");

            migrationBuilder.CreateIndex(
                name: "IX_Idempotency_At",
                table: "Idempotency",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Inbox_At",
                table: "Inbox",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_DueAt_Seq",
                table: "Outbox",
                columns: new[] { "DueAt", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_Referrals_OrganisationId_Id",
                table: "Referrals",
                columns: new[] { "OrganisationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Referrals_Status_RequestedAt",
                table: "Referrals",
                columns: new[] { "Status", "RequestedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccessLog");

            migrationBuilder.DropTable(
                name: "Alerts");

            migrationBuilder.DropTable(
                name: "Attempts");

            migrationBuilder.DropTable(
                name: "Availability");

            migrationBuilder.DropTable(
                name: "Consents");

            migrationBuilder.DropTable(
                name: "Failures");

            migrationBuilder.DropTable(
                name: "History");

            migrationBuilder.DropTable(
                name: "Idempotency");

            migrationBuilder.DropTable(
                name: "Inbox");

            migrationBuilder.DropTable(
                name: "Keys");

            migrationBuilder.DropTable(
                name: "Outbox");

            migrationBuilder.DropTable(
                name: "Places");

            migrationBuilder.DropTable(
                name: "Sealed");

            migrationBuilder.DropTable(
                name: "Referrals");
        }
    }
}
