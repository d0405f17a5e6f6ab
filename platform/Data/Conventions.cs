using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace ReferralNetwork.Platform.Data;

/// <summary>What all contexts have in common: how times and JSON members are stored.</summary>
public static class Conventions
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Longest code, kind, status or name, in characters; the default of all text columns.</summary>
    public const int CodeLength = 64;

    /// <summary>Annotation of an identity column on PostgreSQL; here so that migrations need not refer to its
    /// provider.</summary>
    public static object PostgresIdentity { get; } = NpgsqlValueGenerationStrategy.IdentityByDefaultColumn;

    /// <summary>Call from ConfigureConventions: a time is whole microseconds since 1970 UTC on every
    /// database.</summary>
    public static void UsePlatformConventions(this ModelConfigurationBuilder configuration)
    {
        configuration.Properties<DateTimeOffset>().HaveConversion<UtcMicroseconds>();
        configuration.Properties<string>().HaveMaxLength(CodeLength);
    }

    /// <summary>Keeps a member as JSON text; never queried into.</summary>
    /// <param name="maxLength">Characters; -1 for any.</param>
    public static PropertyBuilder<T> IsJson<T>(this PropertyBuilder<T> property, int maxLength = 8000)
    {
        property.HasConversion(
            new ValueConverter<T, string>(value => Write(value), text => Read<T>(text)),
            new ValueComparer<T>(
                (a, b) => Write(a!) == Write(b!),
                value => Write(value).GetHashCode(StringComparison.Ordinal),
                value => Read<T>(Write(value))
            )
        );
        property.HasMaxLength(maxLength);
        return property;
    }

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, Json);

    private static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Json)!;

    private sealed class UtcMicroseconds()
        : ValueConverter<DateTimeOffset, long>(
            at => at.ToUnixTimeMicroseconds(),
            microseconds => Microseconds.FromUnixTimeMicroseconds(microseconds)
        );
}
