using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ReferralNetwork.Platform.Data;

/// <summary>
/// A context's migrations are its own and those of the contexts that it derives from, ordered by id in one history:
/// what several services share is written once, and each adds its own tables to it.
/// </summary>
internal sealed class InheritedMigrations(ICurrentDbContext current) : IMigrationsAssembly
{
    private readonly Type _context = current.Context.GetType();

    public IReadOnlyDictionary<string, TypeInfo> Migrations { get; } =
        Ancestry(current.Context.GetType())
            .SelectMany(context =>
                context.Assembly.DefinedTypes.Where(type =>
                    type.IsSubclassOf(typeof(Migration))
                    && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context
                )
            )
            .OrderBy(IdOf, StringComparer.Ordinal)
            .ToDictionary(IdOf, type => type);

    /// <summary>Of the context's own tables.</summary>
    public ModelSnapshot? ModelSnapshot =>
        _context
            .Assembly.DefinedTypes.Where(type =>
                type.IsSubclassOf(typeof(ModelSnapshot))
                && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == _context
            )
            .Select(type => (ModelSnapshot)Activator.CreateInstance(type.AsType())!)
            .SingleOrDefault();

    public Assembly Assembly => _context.Assembly;

    public string? FindMigrationId(string nameOrId) =>
        Migrations.Keys.FirstOrDefault(id =>
            id == nameOrId || id.EndsWith($"_{nameOrId}", StringComparison.OrdinalIgnoreCase)
        );

    public Migration CreateMigration(TypeInfo migrationClass, string activeProvider)
    {
        var migration = (Migration)Activator.CreateInstance(migrationClass.AsType())!;
        migration.ActiveProvider = activeProvider;
        return migration;
    }

    private static IEnumerable<Type> Ancestry(Type context)
    {
        for (var type = context; type != typeof(DbContext); type = type.BaseType!)
            yield return type;
    }

    private static string IdOf(TypeInfo migration) => migration.GetCustomAttribute<MigrationAttribute>()!.Id;
}
