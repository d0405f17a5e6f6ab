using System.Diagnostics;

namespace ReferralNetwork.Containers.Tests;

/// <summary>The container engine that <c>./test --containers</c> has found and told of: <c>ENGINE</c> is docker or
/// podman, <c>COMPOSE</c> the program that takes compose files.</summary>
internal static class Engine
{
    public static string? Name { get; } = Environment.GetEnvironmentVariable("ENGINE");

    private static readonly string[] ComposeWords = (
        Environment.GetEnvironmentVariable("COMPOSE") ?? "docker compose"
    ).Split(' ');

    /// <returns>What was said on standard output.</returns>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static Task<string> Do(params string[] arguments) => Program(Path.GetTempPath(), Name!, arguments);

    public static Task<string> Compose(string folder, params string[] arguments) =>
        Program(folder, ComposeWords[0], [.. ComposeWords[1..], .. arguments]);

    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static async Task<string> Program(string folder, string program, params string[] arguments)
    {
        var (code, said, errors) = await Try(folder, program, arguments);
        return code == 0
            ? said
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {code}\n{said}\n{errors}");
    }

    public static async Task<(int Code, string Said, string Errors)> Try(
        string folder,
        string program,
        params string[] arguments
    )
    {
        using var process = Process.Start(
            new ProcessStartInfo(program.Contains('/') ? Path.Combine(folder, program) : program, arguments)
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["PATIENT"] = "180" },
            }
        )!;
        process.StandardInput.Close();
        var (said, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await said, await errors);
    }
}
