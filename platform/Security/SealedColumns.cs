using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ReferralNetwork.Platform.Security;

/// <summary>Declares in the model how a column is sealed, so that everything sealed is found when it is sealed again
/// under another master key (<see cref="Resealing"/>).</summary>
public static class SealedColumns
{
    internal const string Purpose = "Sealed:Purpose";
    internal const string Subject = "Sealed:Subject";
    internal const string MasterKeyId = "Sealed:MasterKeyId";
    internal const string ByDataKey = "Sealed:ByDataKey";

    /// <summary>Sealed for a purpose, and bound to the id in the column <paramref name="subject"/>.</summary>
    public static PropertyBuilder<T> SealedFor<T>(this PropertyBuilder<T> column, string purpose, string subject) =>
        column.HasAnnotation(Purpose, purpose).HasAnnotation(Subject, subject);

    /// <summary>A data key, wrapped by the master key and bound to the id in the column
    /// <paramref name="subject"/>.</summary>
    public static PropertyBuilder<WrappedKey> Wrapped(this PropertyBuilder<WrappedKey> column, string subject) =>
        column.HasAnnotation(Subject, subject);

    /// <summary>The same in two columns, where the other one names the master key.</summary>
    public static PropertyBuilder<byte[]> Wrapped(
        this PropertyBuilder<byte[]> column,
        string subject,
        string masterKeyId
    ) => column.HasAnnotation(Subject, subject).HasAnnotation(MasterKeyId, masterKeyId);

    /// <summary>Sealed by a data key: only that key is wrapped again, and this value stays as it is.</summary>
    public static PropertyBuilder<T> SealedByDataKey<T>(this PropertyBuilder<T> column) =>
        column.HasAnnotation(ByDataKey, true);
}
