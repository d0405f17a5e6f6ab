using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>A setting has an invalid value. The message is for whoever starts the program, and leaves out the value,
/// which may be secret.</summary>
public sealed class SettingException(string message) : InvalidOperationException(message);

/// <param name="Name">With colons between its parts; <c>*</c> is any one part.</param>
/// <param name="Form">What its value must be, in words.</param>
public sealed record Setting(string Name, string Form, Func<string, bool> Fits)
{
    public static Setting Duration(string name, TimeSpan? least = null, TimeSpan? most = null) =>
        new(
            name,
            "a duration as hh:mm:ss or d.hh:mm:ss"
                + (most is null ? "" : $", from {least ?? TimeSpan.Zero:c} to {most:c}"),
            value =>
                TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var span)
                && span >= (least ?? TimeSpan.Zero)
                && (most is null || span <= most)
        );

    public static Setting Whole(string name, long least, long most) =>
        new(
            name,
            $"a whole number from {least} to {most}",
            value =>
                long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= least
                && number <= most
        );

    public static Setting Flag(string name) => new(name, "true or false", value => bool.TryParse(value, out _));

    public static Setting OneOf(string name, params string[] values) =>
        new(name, $"one of: {string.Join(", ", values)}", values.Contains);

    /// <param name="many">Several may stand there, with <c>;</c> between them.</param>
    public static Setting Address(string name, string[] schemes, bool many = false) =>
        new(
            name,
            "an address that begins with "
                + string.Join(" or ", schemes.Select(scheme => $"{scheme}://"))
                + (many ? ", or several with ; between them" : ""),
            value =>
                (many ? value.Split(';', StringSplitOptions.RemoveEmptyEntries) : [value]).All(one =>
                    one.Length == 0
                    || (Uri.TryCreate(one, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme))
                )
        );

    public static Setting File(string name) =>
        new(name, "the path of a file that is there", value => value.Length == 0 || System.IO.File.Exists(value));

    /// <summary>Any text: nothing about its value can be checked before it is used.</summary>
    public static Setting Any(string name) => new(name, "a text", _ => true);

    /// <exception cref="SettingException">A setting has an invalid value; the first one found is named.</exception>
    public static void Check(IConfiguration configuration, params IEnumerable<Setting> settings)
    {
        var known = settings.ToList();
        foreach (var (name, value) in configuration.AsEnumerable())
            if (value is not null && known.Find(setting => setting.IsFor(name) && !setting.Fits(value)) is { } wrong)
                throw new SettingException(
                    $"The setting {name} is not right: it must be {wrong.Form}. It stands in "
                        + $"{Place(configuration, name)}."
                );
    }

    /// <exception cref="SettingException">It is not set.</exception>
    public static string Require(IConfiguration configuration, string name, string form) =>
        configuration[name] is { Length: > 0 } value
            ? value
            : throw new SettingException(
                $"The setting {name} is missing: it must be {form}. Set it in the environment as "
                    + $"{InEnvironment(name)}, or on the command line."
            );

    private bool IsFor(string name)
    {
        var (mine, parts) = (Name.Split(':'), name.Split(':'));
        return mine.Length == parts.Length
            && mine.Zip(parts)
                .All(pair => pair.First == "*" || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
    }

    // The last provider that has the setting decides its value.
    private static string Place(IConfiguration configuration, string name) =>
        (configuration as IConfigurationRoot)?.Providers.LastOrDefault(provider => provider.TryGet(name, out _)) switch
        {
            EnvironmentVariablesConfigurationProvider => $"the environment, as {InEnvironment(name)}",
            CommandLineConfigurationProvider => $"the command line, as {name}",
            FileConfigurationProvider { Source.Path: { } path } => path,
            _ => "what this program was started with",
        };

    private static string InEnvironment(string name) => name.Replace(":", "__", StringComparison.Ordinal);
}
