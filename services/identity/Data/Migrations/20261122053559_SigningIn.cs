using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ReferralNetwork.Identity.Data.Migrations
{
    /// <inheritdoc />
    public partial class SigningIn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "SecurityStamp",
                table: "People");

            migrationBuilder.AddColumn<int>(
                name: "AccessFailedCount",
                table: "People",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "DisabledAt",
                table: "People",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LastSignInAt",
                table: "People",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LockoutEnd",
                table: "People",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RedirectUris",
                table: "Clients",
                maxLength: 4000,
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.CreateTable(
                name: "AuthorizationCodes",
                columns: table => new
                {
                    Hash = table.Column<byte[]>(maxLength: 32, nullable: false),
                    SignInId = table.Column<Guid>(nullable: false),
                    PersonId = table.Column<Guid>(nullable: false),
                    ClientId = table.Column<string>(maxLength: 64, nullable: false),
                    RedirectUri = table.Column<string>(maxLength: 500, nullable: false),
                    Challenge = table.Column<string>(maxLength: 64, nullable: false),
                    ExpiresAt = table.Column<long>(nullable: false),
                    SignInEndsAt = table.Column<long>(nullable: false),
                    UsedAt = table.Column<long>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuthorizationCodes", x => x.Hash);
                    table.ForeignKey(
                        name: "FK_AuthorizationCodes_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Invitations",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    CodeHash = table.Column<byte[]>(maxLength: 32, nullable: false),
                    OrganisationId = table.Column<Guid>(nullable: false),
                    PersonId = table.Column<Guid>(nullable: true),
                    DisplayName = table.Column<string>(maxLength: 100, nullable: false),
                    Roles = table.Column<string>(maxLength: 500, nullable: false),
                    CreatedBy = table.Column<string>(maxLength: 64, nullable: false),
                    CreatedAt = table.Column<long>(nullable: false),
                    ExpiresAt = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Invitations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Invitations_Organisations_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Invitations_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SignIns",
                columns: table => new
                {
                    Id = table.Column<Guid>(nullable: false),
                    PersonId = table.Column<Guid>(nullable: false),
                    ClientId = table.Column<string>(maxLength: 64, nullable: false),
                    EndsAt = table.Column<long>(nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignIns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SignIns_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RefreshTokens",
                columns: table => new
                {
                    Hash = table.Column<byte[]>(maxLength: 32, nullable: false),
                    SignInId = table.Column<Guid>(nullable: false),
                    UsedAt = table.Column<long>(nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefreshTokens", x => x.Hash);
                    table.ForeignKey(
                        name: "FK_RefreshTokens_SignIns_SignInId",
                        column: x => x.SignInId,
                        principalTable: "SignIns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AuthorizationCodes_PersonId",
                table: "AuthorizationCodes",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_AuthorizationCodes_SignInEndsAt",
                table: "AuthorizationCodes",
                column: "SignInEndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_CodeHash",
                table: "Invitations",
                column: "CodeHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_CreatedBy",
                table: "Invitations",
                column: "CreatedBy");

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_ExpiresAt",
                table: "Invitations",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_OrganisationId_CreatedAt_Id",
                table: "Invitations",
                columns: new[] { "OrganisationId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_PersonId",
                table: "Invitations",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_RefreshTokens_SignInId",
                table: "RefreshTokens",
                column: "SignInId");

            migrationBuilder.CreateIndex(
                name: "IX_SignIns_EndsAt",
                table: "SignIns",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_SignIns_PersonId",
                table: "SignIns",
                column: "PersonId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AuthorizationCodes");

            migrationBuilder.DropTable(
                name: "Invitations");

            migrationBuilder.DropTable(
                name: "RefreshTokens");

            migrationBuilder.DropTable(
                name: "SignIns");

            migrationBuilder.DropColumn(
                name: "AccessFailedCount",
                table: "People");

            migrationBuilder.DropColumn(
                name: "DisabledAt",
                table: "People");

            migrationBuilder.DropColumn(
                name: "LastSignInAt",
                table: "People");

            migrationBuilder.DropColumn(
                name: "LockoutEnd",
                table: "People");

            migrationBuilder.DropColumn(
                name: "RedirectUris",
                table: "Clients");

            migrationBuilder.AddColumn<string>(
                name: "SecurityStamp",
                table: "People",
                maxLength: 64,
                nullable: false,
                defaultValue: "");
        }
    }
}
