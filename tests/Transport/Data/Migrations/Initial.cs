using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ReferralNetwork.Transport.Migrations;

[DbContext(typeof(TransportDb)), Migration("20990101000000_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            "Rides",
            table => new
            {
                AttemptId = table.Column<Guid>(),
                Driver = table.Column<string>(maxLength: 64),
                CallAt = table.Column<long>(),
                Called = table.Column<bool>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Rides", ride => ride.AttemptId);
                table.ForeignKey("FK_Rides_Attempts_AttemptId", ride => ride.AttemptId, "Attempts", "Id");
            }
        );
}
