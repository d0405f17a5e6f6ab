using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Testing.Databases;

/// <summary>
/// Prepares a service over a folder of its own, whose SQLite file is a copy of one that was migrated before: what
/// migrating does has tests of its own, and takes longer than all else of a start.
/// </summary>
public static class MigratedFolder
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<byte[]>>> Migrated = new();

    /// <param name="service">Its name: the file is <c>{service}.db</c>. Left as it is where it is there
    /// already.</param>
    public static async Task Prepare(WebApplication app, string folder, string service)
    {
        var file = Path.Combine(folder, $"{service}.db");
        if (!File.Exists(file))
        {
            var made = false;
            var template = Migrated.GetOrAdd(
                service,
                _ =>
                    new(() =>
                    {
                        made = true;
                        return Migrate(app, file);
                    })
            );
            var bytes = await template.Value;
            if (!made)
                await File.WriteAllBytesAsync(file, bytes);
        }
        await ServiceHost.Prepare(app);
    }

    private static async Task<byte[]> Migrate(WebApplication app, string file)
    {
        await ServiceHost.Prepare(app);
        await using var scope = app.Services.CreateAsyncScope();
        var copy = file + ".copy";
        // Whole and by itself, whatever the journal beside the file still holds.
        await scope.ServiceProvider.GetRequiredService<DbContext>().Database.ExecuteSqlAsync($"VACUUM INTO {copy}");
        var bytes = await File.ReadAllBytesAsync(copy);
        File.Delete(copy);
        return bytes;
    }
}
