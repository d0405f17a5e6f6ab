using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Testing.Databases;

namespace ReferralNetwork.Platform.Tests;

/// <summary>A process of its own over a data folder, which stops at a named point and is killed there.</summary>
internal static class Child
{
    /// <summary>Migrates, and stops between the migration's two halves.</summary>
    public const string Migrating = "migrating";

    /// <summary>Delivers one event, and stops when its subscriber has committed and the sender's outbox has
    /// not.</summary>
    public const string Relaying = "relaying";

    public static async Task<int> Run(string work, string folder)
    {
        using var held = DataFolder.Open(folder);
        var stop = new Stop(work == Migrating ? "CREATE TABLE \"Half\"" : "DELETE FROM \"Outbox\"");
        await using var world = new World(held.Path) { Interceptor = stop };
        await world.Start<CopiesModule>();
        var notes = await world.Start<NotesModule>();
        await notes.Publish(Given.Added());
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    /// <summary>Starts the process, waits until it stands at its point and kills it there (SIGKILL).</summary>
    /// <param name="server">Instead of the folder's SQLite.</param>
    public static async Task Kill(string work, string folder, Server? server = null)
    {
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "ReferralNetwork.Platform.Tests"),
            ["child", work, folder]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        if (server is not null)
            (start.Environment["Database__Provider"], start.Environment["Database__ConnectionString"]) = (
                server.Provider,
                server.ConnectionString
            );
        using var process = Process.Start(start)!;
        string? line;
        do line = await process.StandardOutput.ReadLineAsync();
        while (line is not null && line != Stop.Here);
        process.Kill();
        await process.WaitForExitAsync();
        line.ShouldBe(Stop.Here, "the process ended before it came to its point");
    }

    private sealed class Stop(string before) : DbCommandInterceptor
    {
        public const string Here = "here";

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            if (command.CommandText.Contains(before, StringComparison.Ordinal))
            {
                Console.WriteLine(Here);
                Console.Out.Flush();
                Thread.Sleep(Timeout.Infinite);
            }
            return new(result);
        }
    }
}
