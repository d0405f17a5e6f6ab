using System;
using Microsoft.EntityFrameworkCore.Migrations;
using ReferralNetwork.Platform.Data;

#nullable disable

namespace ReferralNetwork.Capacity.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AddressReleases",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    AttemptId = table.Column<Guid>(nullable: false),
                    By = table.Column<string>(maxLength: 100, nullable: false),
                    SealedEscort = table.Column<byte[]>(maxLength: 1000, nullable: false),
                    At = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AddressReleases", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Barred",
                columns: table => new
                {
                    SubjectId = table.Column<Guid>(nullable: false),
                    Mark = table.Column<string>(maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Barred", x => new { x.SubjectId, x.Mark });
                });

            migrationBuilder.CreateTable(
                name: "EndedAccess",
                columns: table => new
                {
                    Id = table.Column<string>(maxLength: 64, nullable: false),
                    Until = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EndedAccess", x => x.Id);
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
                name: "Holds",
                columns: table => new
                {
                    AttemptId = table.Column<Guid>(nullable: false),
                    PoolId = table.Column<Guid>(nullable: false),
                    Places = table.Column<int>(nullable: false, defaultValue: 1)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Holds", x => x.AttemptId);
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
                name: "KnownOrganisations",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    Name = table.Column<string>(maxLength: 200, nullable: false),
                    Kinds = table.Column<string>(maxLength: 500, nullable: false),
                    Suspended = table.Column<bool>(nullable: false),
                    Version = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnownOrganisations", x => x.Id);
                });

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

            migrationBuilder.CreateTable(
                name: "MasterKeys",
                columns: table => new
                {
                    Id = table.Column<string>(maxLength: 16, nullable: false),
                    Since = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MasterKeys", x => x.Id);
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
                    Name = table.Column<string>(maxLength: 3000, nullable: false)
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
                    Round = table.Column<int>(nullable: false),
                    WithdrawnRound = table.Column<int>(nullable: false),
                    ReferrerId = table.Column<Guid>(nullable: false),
                    ReferrerName = table.Column<string>(maxLength: 200, nullable: false),
                    OwnedAt = table.Column<long>(nullable: true),
                    By = table.Column<string>(maxLength: 100, nullable: false),
                    Urgency = table.Column<string>(maxLength: 64, nullable: false),
                    MedicalWindowEndsAt = table.Column<long>(nullable: true),
                    Plan = table.Column<string>(maxLength: 8000, nullable: false),
                    PlanRound = table.Column<int>(nullable: false),
                    PlanVersion = table.Column<int>(nullable: false),
                    Shared = table.Column<bool>(nullable: false, defaultValue: true),
                    FollowUpUntil = table.Column<long>(nullable: true),
                    RoutingStopped = table.Column<bool>(nullable: false),
                    PlacesRequested = table.Column<int>(nullable: false, defaultValue: 1),
                    GroupId = table.Column<Guid>(nullable: true),
                    NextInPlan = table.Column<int>(nullable: false),
                    AttemptsMade = table.Column<int>(nullable: false),
                    ContinueOnRefusal = table.Column<bool>(nullable: false),
                    Waitlist = table.Column<bool>(nullable: false),
                    Survivor = table.Column<string>(maxLength: 8000, nullable: true),
                    Version = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Referrals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Sites",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    OrganisationName = table.Column<string>(maxLength: 200, nullable: false),
                    Name = table.Column<string>(maxLength: 1000, nullable: false),
                    Area = table.Column<string>(maxLength: 100, nullable: false),
                    Public = table.Column<bool>(nullable: false),
                    Position = table.Column<string>(maxLength: 100, nullable: true),
                    SealedAddress = table.Column<byte[]>(maxLength: 4000, nullable: true),
                    IntakeContact = table.Column<string>(maxLength: 200, nullable: true),
                    Languages = table.Column<string>(maxLength: 500, nullable: false),
                    Version = table.Column<int>(nullable: false),
                    Suspended = table.Column<bool>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sites", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Pools",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    SiteId = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    Name = table.Column<string>(maxLength: 1000, nullable: false),
                    Unit = table.Column<string>(maxLength: 64, nullable: false),
                    Access = table.Column<string>(maxLength: 64, nullable: false),
                    Eligibility = table.Column<string>(maxLength: 8000, nullable: false),
                    Trade = table.Column<string>(maxLength: 4000, nullable: true),
                    Maximum = table.Column<int>(nullable: false),
                    Occupied = table.Column<int>(nullable: false),
                    Held = table.Column<int>(nullable: false),
                    Waiting = table.Column<int>(nullable: false),
                    Admitting = table.Column<int>(nullable: false),
                    ClosedReason = table.Column<string>(maxLength: 64, nullable: true),
                    ClosedUntil = table.Column<long>(nullable: true),
                    Overbooked = table.Column<int>(nullable: false),
                    Estimate = table.Column<bool>(nullable: false),
                    Source = table.Column<string>(maxLength: 64, nullable: false),
                    UpdatedAt = table.Column<long>(nullable: false),
                    ConfirmedAt = table.Column<long>(nullable: false),
                    Removed = table.Column<bool>(nullable: false),
                    Suspended = table.Column<bool>(nullable: false),
                    EditVersion = table.Column<int>(nullable: false),
                    Version = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Pools", x => x.Id);
                    table.CheckConstraint("CK_Pools_Counts", "\"Maximum\" >= 0 AND \"Occupied\" >= 0 AND \"Held\" >= 0 AND \"Waiting\" >= 0");
                    table.CheckConstraint("CK_Pools_Promised", "\"Overbooked\" = 1 OR \"Occupied\" + \"Held\" <= \"Maximum\"");
                    table.ForeignKey(
                        name: "FK_Pools_Sites_SiteId",
                        column: x => x.SiteId,
                        principalTable: "Sites",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
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
                    PlannedPoolId = table.Column<Guid>(nullable: false),
                    PlacesRequested = table.Column<int>(nullable: false, defaultValue: 1),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    OrganisationName = table.Column<string>(maxLength: 200, nullable: false),
                    ReferrerId = table.Column<Guid>(nullable: false),
                    ReferrerName = table.Column<string>(maxLength: 200, nullable: false),
                    CaseCode = table.Column<string>(maxLength: 64, nullable: false),
                    Urgency = table.Column<string>(maxLength: 64, nullable: false),
                    UrgencyRank = table.Column<int>(nullable: false),
                    MedicalWindowEndsAt = table.Column<long>(nullable: true),
                    RequestedAt = table.Column<long>(nullable: false),
                    Survivor = table.Column<string>(maxLength: 8000, nullable: true),
                    Shown = table.Column<string>(maxLength: 8000, nullable: true),
                    EmptyAt = table.Column<long>(nullable: true),
                    Status = table.Column<string>(maxLength: 64, nullable: false),
                    BusinessStatus = table.Column<string>(maxLength: 64, nullable: false),
                    Reason = table.Column<string>(maxLength: 64, nullable: true),
                    Outcome = table.Column<string>(maxLength: 64, nullable: true),
                    Exit = table.Column<string>(maxLength: 64, nullable: true),
                    HeldUntil = table.Column<long>(nullable: true),
                    AnswerDueAt = table.Column<long>(nullable: true),
                    ArrivalDueAt = table.Column<long>(nullable: true),
                    ScheduledAt = table.Column<long>(nullable: true),
                    WaitingSince = table.Column<long>(nullable: true),
                    PromotedAt = table.Column<long>(nullable: true),
                    ArrivedAt = table.Column<long>(nullable: true),
                    ExpectedEndAt = table.Column<long>(nullable: true),
                    DueAt = table.Column<long>(nullable: true),
                    PlanExhausted = table.Column<bool>(nullable: false),
                    By = table.Column<string>(maxLength: 100, nullable: false),
                    At = table.Column<long>(nullable: false),
                    EndedAt = table.Column<long>(nullable: true),
                    Version = table.Column<int>(nullable: false),
                    SealedNotes = table.Column<byte[]>(maxLength: 8000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Attempts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Attempts_Pools_PoolId",
                        column: x => x.PoolId,
                        principalTable: "Pools",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "GroupReservations",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    GroupId = table.Column<Guid>(nullable: false),
                    PoolId = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    ReferrerId = table.Column<Guid>(nullable: false),
                    ReferrerName = table.Column<string>(maxLength: 200, nullable: false),
                    Members = table.Column<string>(maxLength: 4000, nullable: false),
                    Places = table.Column<int>(nullable: false),
                    ArrivesAt = table.Column<long>(nullable: false),
                    Until = table.Column<long>(nullable: false),
                    Status = table.Column<string>(maxLength: 64, nullable: false),
                    Reason = table.Column<string>(maxLength: 64, nullable: true),
                    AnswerDueAt = table.Column<long>(nullable: true),
                    DueAt = table.Column<long>(nullable: true),
                    EndedAt = table.Column<long>(nullable: true),
                    At = table.Column<long>(nullable: false),
                    By = table.Column<string>(maxLength: 100, nullable: false),
                    Version = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GroupReservations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_GroupReservations_Pools_PoolId",
                        column: x => x.PoolId,
                        principalTable: "Pools",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

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

            migrationBuilder.CreateIndex(
                name: "IX_AddressReleases_AttemptId",
                table: "AddressReleases",
                column: "AttemptId");

            migrationBuilder.CreateIndex(
                name: "IX_Agenda_AttemptId",
                table: "Agenda",
                column: "AttemptId");

            migrationBuilder.CreateIndex(
                name: "IX_Agenda_OrganisationId_EndedAt_At",
                table: "Agenda",
                columns: new[] { "OrganisationId", "EndedAt", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_DueAt",
                table: "Attempts",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_EmptyAt",
                table: "Attempts",
                column: "EmptyAt");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_OrganisationId_At",
                table: "Attempts",
                columns: new[] { "OrganisationId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_OrganisationId_Status_RequestedAt_Id",
                table: "Attempts",
                columns: new[] { "OrganisationId", "Status", "RequestedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_PoolId_PromotedAt",
                table: "Attempts",
                columns: new[] { "PoolId", "PromotedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_PoolId_Status_UrgencyRank_WaitingSince",
                table: "Attempts",
                columns: new[] { "PoolId", "Status", "UrgencyRank", "WaitingSince" });

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_ReferralId_OrganisationId",
                table: "Attempts",
                columns: new[] { "ReferralId", "OrganisationId" });

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_ReferrerId_EndedAt",
                table: "Attempts",
                columns: new[] { "ReferrerId", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Failures_DueAt",
                table: "Failures",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_GroupReservations_DueAt",
                table: "GroupReservations",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_GroupReservations_GroupId_PoolId",
                table: "GroupReservations",
                columns: new[] { "GroupId", "PoolId" });

            migrationBuilder.CreateIndex(
                name: "IX_GroupReservations_OrganisationId_EndedAt_ArrivesAt",
                table: "GroupReservations",
                columns: new[] { "OrganisationId", "EndedAt", "ArrivesAt" });

            migrationBuilder.CreateIndex(
                name: "IX_GroupReservations_PoolId",
                table: "GroupReservations",
                column: "PoolId");

            migrationBuilder.CreateIndex(
                name: "IX_Holds_PoolId",
                table: "Holds",
                column: "PoolId");

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
                name: "IX_Pools_ClosedUntil",
                table: "Pools",
                column: "ClosedUntil");

            migrationBuilder.CreateIndex(
                name: "IX_Pools_OrganisationId_Id",
                table: "Pools",
                columns: new[] { "OrganisationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Pools_SiteId",
                table: "Pools",
                column: "SiteId");

            migrationBuilder.CreateIndex(
                name: "IX_Sites_OrganisationId_Id",
                table: "Sites",
                columns: new[] { "OrganisationId", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AddressReleases");

            migrationBuilder.DropTable(
                name: "Agenda");

            migrationBuilder.DropTable(
                name: "Barred");

            migrationBuilder.DropTable(
                name: "EndedAccess");

            migrationBuilder.DropTable(
                name: "Failures");

            migrationBuilder.DropTable(
                name: "GroupReservations");

            migrationBuilder.DropTable(
                name: "Holds");

            migrationBuilder.DropTable(
                name: "Idempotency");

            migrationBuilder.DropTable(
                name: "Inbox");

            migrationBuilder.DropTable(
                name: "KnownOrganisations");

            migrationBuilder.DropTable(
                name: "LedgerRepairs");

            migrationBuilder.DropTable(
                name: "MasterKeys");

            migrationBuilder.DropTable(
                name: "Outbox");

            migrationBuilder.DropTable(
                name: "Places");

            migrationBuilder.DropTable(
                name: "Referrals");

            migrationBuilder.DropTable(
                name: "Attempts");

            migrationBuilder.DropTable(
                name: "Pools");

            migrationBuilder.DropTable(
                name: "Sites");
        }
    }
}
