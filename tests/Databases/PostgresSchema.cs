using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Testing.Databases;

/// <summary>What PostgreSQL says that its tables are, a line each.</summary>
internal static class PostgresSchema
{
    private const string Sql = """
        SELECT relname || ': ' || line AS "Value" FROM (
            SELECT attrelid AS oid, attname || ' ' || format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN ' not null' ELSE '' END
                || CASE WHEN attidentity <> '' THEN ' identity ' || attidentity::text ELSE '' END
                || coalesce(' default ' || pg_get_expr(adbin, adrelid), '') AS line
            FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE attnum > 0 AND NOT attisdropped
            UNION ALL SELECT conrelid, conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
            UNION ALL SELECT indrelid, pg_get_indexdef(indexrelid) FROM pg_index
        ) AS lines JOIN pg_class USING (oid)
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '__EFMigrationsHistory'
        ORDER BY 1
        """;

    public static Task<List<string>> Lines(DbContext db, CancellationToken ct) =>
        db.Database.SqlQueryRaw<string>(Sql).ToListAsync(ct);
}
