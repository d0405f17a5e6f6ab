using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Npgsql;
using ReferralNetwork.Platform.Telemetry;

namespace ReferralNetwork.Platform.Tests.Hosting;

/// <summary>What a line of the log says, and what it never does.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task Each_line_says_when_in_UTC()
    {
        await using var world = new World();
        var service = await world.Start<NotesModule>();

        var console = service
            .App.Services.GetRequiredService<IOptionsMonitor<JsonConsoleFormatterOptions>>()
            .CurrentValue;

        console.UseUtcTimestamp.ShouldBeTrue();
        var at = new DateTimeOffset(2026, 11, 30, 21, 5, 7, 89, TimeSpan.Zero);
        at.ToString(console.TimestampFormat, CultureInfo.InvariantCulture).ShouldBe("2026-11-30T21:05:07.089Z");
    }

    [Fact]
    public void A_failure_of_the_database_is_told_by_its_code_and_without_its_text()
    {
        var refused = new PostgresException(
            "Key (name)=(Sok) exists",
            "ERROR",
            "ERROR",
            PostgresErrorCodes.UniqueViolation
        );

        SafeText
            .Of(new InvalidOperationException("Sok", refused))
            .ShouldStartWith("InvalidOperationException < PostgresException 23505 at");
        SafeText.Of(refused).ShouldNotContain("Sok");
    }
}
