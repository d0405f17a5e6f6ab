using Microsoft.Extensions.Configuration;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Platform.Tests;

/// <summary>A wrong setting is told before anything starts: by its name, its form and where it stands, and without its
/// value.</summary>
public sealed class SettingTests
{
    [Theory]
    [
        InlineData("Database:Provider", "SECRET"),
        InlineData("Database:Migrate", "SECRET"),
        InlineData("Broker:Address", "SECRET"),
        InlineData("Broker:Address", "http://SECRET")
    ]
    [
        InlineData("Issuer:Address", "SECRET"),
        InlineData("Issuer:Metadata", "SECRET"),
        InlineData("Otlp:Endpoint", "SECRET"),
        InlineData("urls", "SECRET")
    ]
    [InlineData("Issuer:Address", ""), InlineData("Database:Provider", "postgres")]
    public void A_service_does_not_start_with_a_wrong_setting_and_says_which(string name, string value)
    {
        var folder = Directory.CreateTempSubdirectory("setting-tests-").FullName;
        var settings = new Dictionary<string, string?> { ["Issuer:Address"] = "http://issuer.test", [name] = value };

        var refused = Should.Throw<SettingException>(() =>
            ServiceHost.Build<NotesModule>(new HostOptions(folder, new InProcessBus(), settings))
        );

        refused.Message.ShouldContain(value == "postgres" ? "Database:ConnectionString" : name);
        refused.Message.ShouldContain("must be");
        refused.Message.ShouldNotContain("SECRET");
        Directory.GetFiles(folder).ShouldBeEmpty("nothing was begun");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Where_a_wrong_setting_stands_is_said()
    {
        var setting = Setting.Duration("Clocks:*:Answer", most: TimeSpan.FromHours(1));
        Said(new ConfigurationBuilder().AddCommandLine(["--Clocks:urgent:Answer=x"]))
            .ShouldContain("the command line, as Clocks:urgent:Answer");
        Said(
                new ConfigurationBuilder().AddInMemoryCollection([
                    KeyValuePair.Create<string, string?>("Clocks:urgent:Answer", "2:00:00"),
                ])
            )
            .ShouldContain("hh:mm:ss");

        Environment.SetEnvironmentVariable("SettingTests__Clocks__urgent__Answer", "-1:00:00");
        Said(new ConfigurationBuilder().AddEnvironmentVariables("SettingTests__"))
            .ShouldContain("the environment, as Clocks__urgent__Answer");

        string Said(IConfigurationBuilder configuration) =>
            Should.Throw<SettingException>(() => Setting.Check(configuration.Build(), setting)).Message;
    }

    [Theory]
    [
        InlineData("0:30:00", true),
        InlineData("2.00:00:00", true),
        InlineData("x", false),
        InlineData("-1:00:00", false),
        InlineData("", false)
    ]
    public void A_duration_has_its_form(string value, bool fits) =>
        Setting.Duration("Some:Name").Fits(value).ShouldBe(fits);

    [Theory]
    [
        InlineData("5", true),
        InlineData("1", true),
        InlineData("0", false),
        InlineData("11", false),
        InlineData("1.5", false),
        InlineData("five", false)
    ]
    public void A_number_has_its_form(string value, bool fits) =>
        Setting.Whole("Some:Name", 1, 10).Fits(value).ShouldBe(fits);

    [Fact]
    public async Task A_program_that_was_told_something_wrong_says_one_line_and_ends()
    {
        var (before, said) = (Console.Error, new StringWriter());
        Console.SetError(said);
        try
        {
            (await Settings.RunReportingErrors(() => throw new SettingException("The setting is not right."))).ShouldBe(
                1
            );
        }
        finally
        {
            Console.SetError(before);
        }
        said.ToString().Trim().ShouldBe("The setting is not right.");
    }
}
