using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>What an operator can do to a service from a shell, whether or not the service is running.</summary>
public static class Commands
{
    internal static readonly IReadOnlySet<string> Known = new HashSet<string>
    {
        "migrate",
        "failures",
        "replay",
        "drop",
        "reseal",
    };

    /// <returns>0; 1 where nothing has that id; 2 where the command was not understood.</returns>
    public static async Task<int> Run(WebApplication app, string[] args, TextWriter output)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        var ct = app.Lifetime.ApplicationStopping;
        switch (args.TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToArray())
        {
            case ["migrate"]:
                await Migrator.Migrate(db, ct);
                await output.WriteLineAsync("The database is migrated.");
                return 0;
            case ["failures"]:
                await foreach (var row in DeadLetters.All(db).AsAsyncEnumerable().WithCancellation(ct))
                    await output.WriteLineAsync(
                        $"{row.MessageId}  {row.Consumer}  {row.Type}  {row.FailedAt:u}  {StateOf(row)}  {row.Reason}"
                    );
                return 0;
            case ["replay", var which] when Which(which, out var id):
                return await Tell(await DeadLetters.Replay(db, id, ct), "replayed");
            case ["drop", var which] when Which(which, out var id):
                return await Tell(await DeadLetters.Drop(db, id, ct), "dropped");
            case ["reseal"]:
                var (work, master) = (
                    scope.ServiceProvider.GetRequiredService<UnitOfWork>(),
                    app.Services.GetRequiredService<MasterKey>()
                );
                await output.WriteLineAsync($"{await Resealing.Run(db, work, master, ct)} sealed again");
                return 0;
            default:
                await output.WriteLineAsync("Usage: migrate | failures | replay ID|all | drop ID|all | reseal");
                return 2;
        }

        async Task<int> Tell(int count, string what)
        {
            await output.WriteLineAsync($"{count} {what}");
            return count > 0 ? 0 : 1;
        }
    }

    private static string StateOf(FailureRow row) =>
        row.DueAt is not null ? "tried again"
        : row.Body.Length > 0 ? "dead"
        : "forgotten";

    private static bool Which(string text, out Guid? id)
    {
        id = Guid.TryParse(text, out var one) ? one : null;
        return id is not null || text == "all";
    }
}
