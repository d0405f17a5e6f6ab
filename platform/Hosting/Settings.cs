using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>The settings of every service; a module adds its own (<see cref="Service.Settings"/>).</summary>
public static class Settings
{
    private static readonly string[] Http = ["http", "https"];

    /// <summary>Those that the gateway has as well.</summary>
    public static IReadOnlyList<Setting> Common { get; } =
    [
        Setting.Any("Hosts"),
        Setting.Address("Issuer:Address", Http),
        Setting.Address("Issuer:Metadata", Http),
        Setting.Address("Otlp:Endpoint", Http),
        new(
            "urls",
            "addresses to listen on such as http://127.0.0.1:8080, with ; between them",
            value => value.Split(';', StringSplitOptions.RemoveEmptyEntries).All(IsListener)
        ),
    ];

    private static IReadOnlyList<Setting> Services { get; } =
    [
        .. Common,
        Setting.OneOf("Database:Provider", "sqlite", "postgres", "sqlserver"),
        Setting.Any("Database:ConnectionString"),
        Setting.Flag("Database:Migrate"),
        Setting.Address("Broker:Address", ["amqp", "amqps"]),
        Setting.Any("MasterKey:File"),
        Setting.Any("Data"),
        Setting.Whole("Limits:Streams", 1, 1_000_000),
    ];

    internal static void Check(IConfiguration configuration)
    {
        Setting.Check(configuration, Services);
        Setting.Require(
            configuration,
            "Issuer:Address",
            "the address of who issues tokens, such as https://network.example"
        );
        if (!Databases.IsSqlite(configuration))
            Setting.Require(
                configuration,
                "Database:ConnectionString",
                "the connection string of this service's own database"
            );
    }

    /// <summary>Runs a program; errors that whoever started it can mend are told in one line, without a stack
    /// trace.</summary>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunReportingErrors(Func<Task<int>> program)
    {
        try
        {
            return await program();
        }
        catch (Exception e)
            when (e is SettingException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static bool IsListener(string address)
    {
        try
        {
            return BindingAddress.Parse(address) is { Scheme: "http" or "https" };
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
