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
                    At = table.Column<long>(nullable: false),
                    Count = table.Column<int>(nullable: false, defaultValue: 1),
                    Superseded = table.Column<bool>(nullable: false, defaultValue: false)
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
                name: "Calls",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    At = table.Column<long>(nullable: false),
                    Caller = table.Column<string>(maxLength: 64, nullable: false),
                    Kind = table.Column<string>(maxLength: 64, nullable: true),
                    Province = table.Column<string>(maxLength: 64, nullable: true),
                    SealedNumber = table.Column<byte[]>(maxLength: 200, nullable: true),
                    NumberUntil = table.Column<long>(nullable: true),
                    CalledBackAt = table.Column<long>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Calls", x => x.Id);
                });

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
                name: "Incidents",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    People = table.Column<int>(nullable: false),
                    District = table.Column<string>(maxLength: 6, nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    OrganisationName = table.Column<string>(maxLength: 200, nullable: false),
                    By = table.Column<string>(maxLength: 100, nullable: false),
                    At = table.Column<long>(nullable: false),
                    SecondId = table.Column<Guid>(nullable: true),
                    SecondName = table.Column<string>(maxLength: 200, nullable: true),
                    SecondBy = table.Column<string>(maxLength: 100, nullable: true),
                    Until = table.Column<long>(nullable: true),
                    ReviewedAt = table.Column<long>(nullable: true),
                    ReviewedBy = table.Column<string>(maxLength: 100, nullable: true),
                    Upheld = table.Column<bool>(nullable: true),
                    ToldReview = table.Column<bool>(nullable: false),
                    Version = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Incidents", x => x.Id);
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
                    Name = table.Column<string>(maxLength: 3000, nullable: false),
                    Lat = table.Column<double>(nullable: false),
                    Lon = table.Column<double>(nullable: false),
                    Inherited = table.Column<bool>(nullable: false),
                    ChangedAt = table.Column<long>(nullable: false)
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
                    KeptBy = table.Column<string>(maxLength: 100, nullable: false, defaultValue: ""),
                    IncidentId = table.Column<Guid>(nullable: true),
                    Kind = table.Column<string>(maxLength: 64, nullable: false),
                    Urgency = table.Column<string>(maxLength: 64, nullable: false),
                    MedicalWindow = table.Column<int>(nullable: true),
                    MedicalWindowEndsAt = table.Column<long>(nullable: true),
                    Survivor = table.Column<string>(maxLength: 8000, nullable: false),
                    Plan = table.Column<string>(maxLength: 8000, nullable: false),
                    Places = table.Column<int>(nullable: false, defaultValue: 1),
                    GroupId = table.Column<Guid>(nullable: true),
                    ContinueOnRefusal = table.Column<bool>(nullable: false),
                    Waitlist = table.Column<bool>(nullable: false),
                    Status = table.Column<string>(maxLength: 64, nullable: false),
                    BusinessStatus = table.Column<string>(maxLength: 64, nullable: false),
                    Round = table.Column<int>(nullable: false),
                    CreatedAt = table.Column<long>(nullable: false),
                    RequestedAt = table.Column<long>(nullable: false),
                    UpdatedAt = table.Column<long>(nullable: false),
                    CaseId = table.Column<Guid>(nullable: true),
                    AfterId = table.Column<Guid>(nullable: true),
                    OnwardOfId = table.Column<Guid>(nullable: true),
                    ClosedAt = table.Column<long>(nullable: true),
                    UnavailableNotified = table.Column<bool>(nullable: false),
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
                name: "ShiftNotes",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    At = table.Column<long>(nullable: false),
                    By = table.Column<string>(maxLength: 100, nullable: false),
                    SealedNote = table.Column<byte[]>(maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShiftNotes", x => x.Id);
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

            migrationBuilder.CreateTable(
                name: "GroupReservations",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    GroupId = table.Column<Guid>(nullable: false),
                    Ordinal = table.Column<int>(nullable: false),
                    PoolId = table.Column<Guid>(nullable: false),
                    PoolName = table.Column<string>(maxLength: 1000, nullable: false),
                    ProviderName = table.Column<string>(maxLength: 200, nullable: false),
                    Members = table.Column<string>(maxLength: 4000, nullable: false),
                    Places = table.Column<int>(nullable: false),
                    Left = table.Column<int>(nullable: false),
                    Status = table.Column<string>(maxLength: 64, nullable: false),
                    Reason = table.Column<string>(maxLength: 64, nullable: true),
                    AnswerDueAt = table.Column<long>(nullable: true),
                    Version = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GroupReservations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_GroupReservations_Groups_GroupId",
                        column: x => x.GroupId,
                        principalTable: "Groups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
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
                name: "Conferences",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    ReferralId = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    OrganisationName = table.Column<string>(maxLength: 200, nullable: false),
                    At = table.Column<long>(nullable: false),
                    SealedNote = table.Column<byte[]>(maxLength: -1, nullable: true),
                    CancelledAt = table.Column<long>(nullable: true),
                    Version = table.Column<int>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Conferences", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Conferences_Referrals_ReferralId",
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
                    Ends = table.Column<string>(maxLength: 1000, nullable: false),
                    Recipients = table.Column<string>(maxLength: 2000, nullable: false),
                    Fields = table.Column<string>(maxLength: 200, nullable: false),
                    Language = table.Column<string>(maxLength: 64, nullable: true),
                    How = table.Column<string>(maxLength: 64, nullable: true),
                    Interpreter = table.Column<string>(maxLength: 64, nullable: true),
                    LimitsExplained = table.Column<bool>(nullable: true),
                    Alone = table.Column<bool>(nullable: true),
                    Assent = table.Column<string>(maxLength: 10, nullable: true),
                    Guardian = table.Column<string>(maxLength: 64, nullable: true),
                    TextVersion = table.Column<string>(maxLength: 64, nullable: true),
                    SealedRecord = table.Column<byte[]>(maxLength: 8000, nullable: true),
                    TakenBy = table.Column<string>(maxLength: 100, nullable: false),
                    At = table.Column<long>(nullable: false),
                    ExpiresAt = table.Column<long>(nullable: false),
                    WithdrawnAt = table.Column<long>(nullable: true),
                    ContestedAt = table.Column<long>(nullable: true),
                    RemindAt = table.Column<long>(nullable: true),
                    EndAt = table.Column<long>(nullable: true)
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
                name: "FollowUps",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    ReferralId = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    Round = table.Column<int>(nullable: false),
                    Month = table.Column<int>(nullable: false),
                    DueAt = table.Column<long>(nullable: false),
                    Until = table.Column<long>(nullable: false),
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

            migrationBuilder.CreateTable(
                name: "FormerOwners",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    ReferralId = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    NextName = table.Column<string>(maxLength: 200, nullable: false),
                    Until = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FormerOwners", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FormerOwners_Referrals_ReferralId",
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

            migrationBuilder.CreateTable(
                name: "Transfers",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    ReferralId = table.Column<Guid>(nullable: false),
                    FromId = table.Column<Guid>(nullable: false),
                    FromName = table.Column<string>(maxLength: 200, nullable: false),
                    ToId = table.Column<Guid>(nullable: false),
                    ToName = table.Column<string>(maxLength: 200, nullable: false),
                    At = table.Column<long>(nullable: false),
                    ExpiresAt = table.Column<long>(nullable: false),
                    By = table.Column<string>(maxLength: 100, nullable: false),
                    How = table.Column<string>(maxLength: 64, nullable: false),
                    Language = table.Column<string>(maxLength: 64, nullable: false),
                    SealedNote = table.Column<byte[]>(maxLength: 8000, nullable: true),
                    AnsweredAt = table.Column<long>(nullable: true),
                    Accepted = table.Column<bool>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Transfers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Transfers_Referrals_ReferralId",
                        column: x => x.ReferralId,
                        principalTable: "Referrals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MeasuredOutcomes",
                columns: table => new
                {
                    AttemptId = table.Column<Guid>(nullable: false),
                    Measure = table.Column<string>(maxLength: 64, nullable: false),
                    ReferralId = table.Column<Guid>(nullable: false),
                    Result = table.Column<string>(maxLength: 64, nullable: false),
                    At = table.Column<long>(nullable: false),
                    FirstAt = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MeasuredOutcomes", x => new { x.AttemptId, x.Measure });
                    table.ForeignKey(
                        name: "FK_MeasuredOutcomes_Attempts_AttemptId",
                        column: x => x.AttemptId,
                        principalTable: "Attempts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ConferenceMembers",
                columns: table => new
                {
                    ConferenceId = table.Column<Guid>(nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    OrganisationName = table.Column<string>(maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConferenceMembers", x => new { x.ConferenceId, x.OrganisationId });
                    table.ForeignKey(
                        name: "FK_ConferenceMembers_Conferences_ConferenceId",
                        column: x => x.ConferenceId,
                        principalTable: "Conferences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AccessLog_ReferralId_At_Id",
                table: "AccessLog",
                columns: new[] { "ReferralId", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_Coordinator_At_Id",
                table: "Alerts",
                columns: new[] { "Coordinator", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_OrganisationId_At_Id",
                table: "Alerts",
                columns: new[] { "OrganisationId", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_OrganisationId_Code_At",
                table: "Alerts",
                columns: new[] { "OrganisationId", "Code", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_ReferralId",
                table: "Alerts",
                column: "ReferralId");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_ReferralId",
                table: "Attempts",
                column: "ReferralId");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_Status_OrganisationId",
                table: "Attempts",
                columns: new[] { "Status", "OrganisationId" });

            migrationBuilder.CreateIndex(
                name: "IX_Availability_AppliedAt",
                table: "Availability",
                column: "AppliedAt");

            migrationBuilder.CreateIndex(
                name: "IX_GroupReservations_GroupId",
                table: "GroupReservations",
                column: "GroupId");

            migrationBuilder.CreateIndex(
                name: "IX_Calls_NumberUntil",
                table: "Calls",
                column: "NumberUntil");

            migrationBuilder.CreateIndex(
                name: "IX_Calls_OrganisationId_At_Id",
                table: "Calls",
                columns: new[] { "OrganisationId", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ConferenceMembers_OrganisationId",
                table: "ConferenceMembers",
                column: "OrganisationId");

            migrationBuilder.CreateIndex(
                name: "IX_Conferences_OrganisationId_At_Id",
                table: "Conferences",
                columns: new[] { "OrganisationId", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Conferences_ReferralId",
                table: "Conferences",
                column: "ReferralId");

            migrationBuilder.CreateIndex(
                name: "IX_Consents_EndAt",
                table: "Consents",
                column: "EndAt");

            migrationBuilder.CreateIndex(
                name: "IX_Consents_ReferralId",
                table: "Consents",
                column: "ReferralId");

            migrationBuilder.CreateIndex(
                name: "IX_Consents_RemindAt",
                table: "Consents",
                column: "RemindAt");

            migrationBuilder.CreateIndex(
                name: "IX_Failures_DueAt",
                table: "Failures",
                column: "DueAt");

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

            migrationBuilder.CreateIndex(
                name: "IX_FormerOwners_OrganisationId_Until_Id",
                table: "FormerOwners",
                columns: new[] { "OrganisationId", "Until", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_FormerOwners_ReferralId",
                table: "FormerOwners",
                column: "ReferralId");

            migrationBuilder.CreateIndex(
                name: "IX_Groups_IncidentId",
                table: "Groups",
                column: "IncidentId");

            migrationBuilder.CreateIndex(
                name: "IX_Groups_OrganisationId_EndedAt",
                table: "Groups",
                columns: new[] { "OrganisationId", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_History_BusinessStatus_At",
                table: "History",
                columns: new[] { "BusinessStatus", "At" });

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
                name: "IX_Incidents_OrganisationId",
                table: "Incidents",
                column: "OrganisationId");

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_SecondId",
                table: "Incidents",
                column: "SecondId");

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_Until",
                table: "Incidents",
                column: "Until");

            migrationBuilder.CreateIndex(
                name: "IX_MeasuredOutcomes_Measure_FirstAt",
                table: "MeasuredOutcomes",
                columns: new[] { "Measure", "FirstAt" });

            migrationBuilder.CreateIndex(
                name: "IX_MeasuredOutcomes_ReferralId",
                table: "MeasuredOutcomes",
                column: "ReferralId");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_DueAt_Seq",
                table: "Outbox",
                columns: new[] { "DueAt", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_Places_ChangedAt",
                table: "Places",
                column: "ChangedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Referrals_AfterId",
                table: "Referrals",
                column: "AfterId");

            migrationBuilder.CreateIndex(
                name: "IX_Referrals_CaseId",
                table: "Referrals",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_Referrals_CreatedAt",
                table: "Referrals",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Referrals_IncidentId",
                table: "Referrals",
                column: "IncidentId");

            migrationBuilder.CreateIndex(
                name: "IX_Referrals_OnwardOfId",
                table: "Referrals",
                column: "OnwardOfId");

            migrationBuilder.CreateIndex(
                name: "IX_Referrals_OrganisationId_CreatedAt_Id",
                table: "Referrals",
                columns: new[] { "OrganisationId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Referrals_OrganisationId_Status",
                table: "Referrals",
                columns: new[] { "OrganisationId", "Status" });

            migrationBuilder.CreateIndex(
                name: "IX_Referrals_OrganisationId_UpdatedAt",
                table: "Referrals",
                columns: new[] { "OrganisationId", "UpdatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Referrals_Status_RequestedAt",
                table: "Referrals",
                columns: new[] { "Status", "RequestedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ShiftNotes_At",
                table: "ShiftNotes",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_ShiftNotes_OrganisationId_At_Id",
                table: "ShiftNotes",
                columns: new[] { "OrganisationId", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Transfers_ExpiresAt",
                table: "Transfers",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Transfers_FromId_AnsweredAt",
                table: "Transfers",
                columns: new[] { "FromId", "AnsweredAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Transfers_ReferralId",
                table: "Transfers",
                column: "ReferralId");

            migrationBuilder.CreateIndex(
                name: "IX_Transfers_ToId_AnsweredAt",
                table: "Transfers",
                columns: new[] { "ToId", "AnsweredAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccessLog");

            migrationBuilder.DropTable(
                name: "Alerts");

            migrationBuilder.DropTable(
                name: "Availability");

            migrationBuilder.DropTable(
                name: "Barred");

            migrationBuilder.DropTable(
                name: "GroupReservations");

            migrationBuilder.DropTable(
                name: "Calls");

            migrationBuilder.DropTable(
                name: "ConferenceMembers");

            migrationBuilder.DropTable(
                name: "Consents");

            migrationBuilder.DropTable(
                name: "EndedAccess");

            migrationBuilder.DropTable(
                name: "Failures");

            migrationBuilder.DropTable(
                name: "Figures");

            migrationBuilder.DropTable(
                name: "FollowUps");

            migrationBuilder.DropTable(
                name: "FormerOwners");

            migrationBuilder.DropTable(
                name: "History");

            migrationBuilder.DropTable(
                name: "Idempotency");

            migrationBuilder.DropTable(
                name: "Inbox");

            migrationBuilder.DropTable(
                name: "Incidents");

            migrationBuilder.DropTable(
                name: "Keys");

            migrationBuilder.DropTable(
                name: "KnownOrganisations");

            migrationBuilder.DropTable(
                name: "MasterKeys");

            migrationBuilder.DropTable(
                name: "MeasuredOutcomes");

            migrationBuilder.DropTable(
                name: "Outbox");

            migrationBuilder.DropTable(
                name: "Places");

            migrationBuilder.DropTable(
                name: "Sealed");

            migrationBuilder.DropTable(
                name: "ShiftNotes");

            migrationBuilder.DropTable(
                name: "Transfers");

            migrationBuilder.DropTable(
                name: "Groups");

            migrationBuilder.DropTable(
                name: "Conferences");

            migrationBuilder.DropTable(
                name: "ClosedMonths");

            migrationBuilder.DropTable(
                name: "Attempts");

            migrationBuilder.DropTable(
                name: "Referrals");
        }
    }
}
