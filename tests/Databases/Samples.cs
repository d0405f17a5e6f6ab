using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ReferralNetwork.Testing.Databases;

/// <summary>A row of every table, each member filled to its length, in Khmer, times to the microsecond.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero).AddTicks(1230);

    /// <param name="given">A value of each type that only the service knows.</param>
    public static IReadOnlyList<object> Of(IModel model, IReadOnlyList<object> given)
    {
        var rows = new Dictionary<Type, object>();
        while (model.GetEntityTypes().Where(type => !rows.ContainsKey(type.ClrType)).ToList() is { Count: > 0 } missing)
            foreach (
                var type in missing.Where(type =>
                    type.GetForeignKeys().All(key => rows.ContainsKey(key.PrincipalEntityType.ClrType))
                )
            )
                rows[type.ClrType] = Fill(type, rows, given);
        return [.. rows.Values];
    }

    private static object Fill(IEntityType type, Dictionary<Type, object> rows, IReadOnlyList<object> given)
    {
        var row = RuntimeHelpers.GetUninitializedObject(type.ClrType);
        foreach (
            var property in type.GetProperties()
                .Where(p => !(p.IsPrimaryKey() && p.ValueGenerated == ValueGenerated.OnAdd))
        )
        {
            var principal = property.GetContainingForeignKeys().SingleOrDefault()?.PrincipalKey.Properties[0];
            property.FieldInfo!.SetValue(
                row,
                principal is null
                    ? Value(property, given)
                    : principal.PropertyInfo!.GetValue(rows[principal.DeclaringType.ClrType])
            );
        }
        return row;
    }

    private static object Value(IProperty property, IReadOnlyList<object> given) =>
        (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) switch
        {
            var t when t == typeof(string) => new string('ក', Length(property)),
            var t when t == typeof(byte[]) => Enumerable.Repeat((byte)0xff, Length(property)).ToArray(),
            var t when t == typeof(Guid) => Guid.NewGuid(),
            var t when t == typeof(int) => 1_000_000_000,
            var t when t == typeof(long) => long.MaxValue,
            var t when t == typeof(double) => 102.5,
            var t when t == typeof(bool) => true,
            var t when t == typeof(DateTimeOffset) => At,
            var t => given.FirstOrDefault(t.IsInstanceOfType)
                ?? throw new NotSupportedException($"give a {t} for {property}"),
        };

    // -1: any length; longer than every limit of a type that is not made for that.
    private static int Length(IProperty property) => property.GetMaxLength() is > 0 and var length ? length : 50_000;
}
