using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace ReferralNetwork.Testing.Databases;

/// <summary>SQL Server's own grammar.</summary>
internal static class TSql
{
    public static TSqlFragment Parse(string sql)
    {
        // SET QUOTED_IDENTIFIER ON, as every client connection has it.
        var parsed = new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        errors.Select(error => $"{error.Line}:{error.Column} {error.Message}").ShouldBeEmpty(sql);
        return parsed;
    }

    /// <returns>The fragment in one way of writing.</returns>
    public static string Text(TSqlFragment fragment)
    {
        new Sql160ScriptGenerator().GenerateScript(fragment, out var text);
        return string.Join(' ', text.Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
    }
}

internal sealed record TSqlColumn(string Name, string Type, int? Length, bool Nullable, bool Identity, string? Default)
{
    public bool IsMax => Length == -1;

    public override string ToString() =>
        $"{Name} {Type}{(Length is null ? "" : $"({Length})")}{(Nullable ? "" : " not null")}{(Identity ? " identity" : "")}{(Default is null ? "" : $" default {Default}")}";

    /// <summary>Bytes of an index's key.</summary>
    public int KeyBytes =>
        Type switch
        {
            "uniqueidentifier" => 16,
            "bigint" => 8,
            "int" => 4,
            "date" => 3,
            "bit" => 1,
            "float" => 8,
            "nvarchar" => IsMax ? int.MaxValue : 2 * Length!.Value,
            "varbinary" => IsMax ? int.MaxValue : Length!.Value,
            _ => throw new NotSupportedException(Type),
        };
}

internal sealed record TSqlIndex(
    string Name,
    bool Unique,
    bool Clustered,
    IReadOnlyList<TSqlColumn> Columns,
    string? Filter
)
{
    public override string ToString() =>
        $"{Name} {(Unique ? "unique" : "")} {(Clustered ? "clustered" : "")} ({string.Join(", ", Columns.Select(c => c.Name))}) {Filter}";
}

internal sealed class TSqlTable
{
    public List<TSqlColumn> Columns { get; } = [];
    public List<TSqlIndex> Indexes { get; } = [];
    public Dictionary<string, string> Checks { get; } = [];
    public List<(string Table, string Text, bool Cascades)> References { get; } = [];
}

/// <summary>The tables that a script makes, statement by statement; a kind of statement that is not known here
/// fails.</summary>
internal sealed class TSqlSchema : TSqlFragmentVisitor
{
    public SortedDictionary<string, TSqlTable> Tables { get; } = new(StringComparer.Ordinal);

    public static TSqlSchema Of(string script)
    {
        var schema = new TSqlSchema();
        TSql.Parse(script).Accept(schema);
        schema.Tables.Remove("__EFMigrationsHistory");
        return schema;
    }

    /// <summary>All there is, a line each, in an order that does not depend on the script's; but columns keep theirs no
    /// more than SQL does.</summary>
    public IEnumerable<string> Lines() =>
        Tables.SelectMany(table =>
            table
                .Value.Columns.Select(c => c.ToString())
                .Concat(table.Value.Indexes.Select(i => i.ToString()))
                .Concat(table.Value.Checks.Select(c => $"{c.Key}: {c.Value}"))
                .Concat(table.Value.References.Select(r => r.Text))
                .Order(StringComparer.Ordinal)
                .Select(line => $"{table.Key}: {line}")
        );

    public override void Visit(TSqlStatement node)
    {
        switch (node)
        {
            case CreateTableStatement table:
                Define(Tables[Name(table.SchemaObjectName)] = new(), table.Definition);
                break;
            case AlterTableAddTableElementStatement added:
                Define(Table(added.SchemaObjectName), added.Definition);
                break;
            case CreateIndexStatement index:
                Add(index);
                break;
            case AlterTableDropTableElementStatement dropped:
                foreach (var element in dropped.AlterTableDropTableElements)
                    if (
                        Table(dropped.SchemaObjectName)
                            .Columns.RemoveAll(c =>
                                element.TableElementType == TableElementType.Column && c.Name == element.Name.Value
                            ) != 1
                    )
                        throw new NotSupportedException(TSql.Text(node));
                break;
            case AlterTableAlterColumnStatement altered:
                var columns = Table(altered.SchemaObjectName).Columns;
                var at = columns.FindIndex(c => c.Name == altered.ColumnIdentifier.Value);
                columns[at] = columns[at] with
                {
                    Type = TypeName(altered.DataType),
                    Length = LengthOf(altered.DataType),
                    Nullable = altered.AlterTableAlterColumnOption != AlterTableAlterColumnOption.NotNull,
                };
                break;
            case DropTableStatement dropped:
                foreach (var name in dropped.Objects)
                    if (!Tables.Remove(Name(name)))
                        throw new NotSupportedException(TSql.Text(node));
                break;
            case DropIndexStatement dropped:
                foreach (var clause in dropped.DropIndexClauses.Cast<DropIndexClause>())
                    if (Table(clause.Object).Indexes.RemoveAll(i => i.Name == clause.Index.Value) != 1)
                        throw new NotSupportedException(TSql.Text(node));
                break;
            // What a script does around them, and to the rows there are.
            case IfStatement or BeginEndBlockStatement or BeginTransactionStatement or CommitTransactionStatement:
                break;
            case InsertStatement or UpdateStatement:
                break;
            // Before a column goes, its default, by a name that only the database knows.
            case DeclareVariableStatement or SelectStatement:
                break;
            case ExecuteStatement execute
                when TSql.Text(execute).Contains("DROP CONSTRAINT ' + @var", StringComparison.Ordinal):
                break;
            default:
                throw new NotSupportedException(TSql.Text(node));
        }
    }

    private static void Define(TSqlTable table, TableDefinition definition)
    {
        foreach (var column in definition.ColumnDefinitions)
            table.Columns.Add(Column(column));
        foreach (
            var constraint in definition.TableConstraints.Concat(
                definition.ColumnDefinitions.SelectMany(c => c.Constraints)
            )
        )
        {
            switch (constraint)
            {
                case UniqueConstraintDefinition key:
                    table.Indexes.Add(
                        new(
                            key.ConstraintIdentifier.Value,
                            true,
                            key.IsPrimaryKey,
                            [.. key.Columns.Select(c => Find(table, c))],
                            null
                        )
                    );
                    break;
                case CheckConstraintDefinition check:
                    table.Checks[check.ConstraintIdentifier.Value] = TSql.Text(check.CheckCondition);
                    break;
                case ForeignKeyConstraintDefinition foreign:
                    table.References.Add(
                        (
                            Name(foreign.ReferenceTableName),
                            TSql.Text(foreign),
                            foreign.DeleteAction is DeleteUpdateAction.Cascade or DeleteUpdateAction.SetNull
                        )
                    );
                    break;
                case NullableConstraintDefinition:
                    break;
                default:
                    throw new NotSupportedException(TSql.Text(constraint));
            }
        }
    }

    private void Add(CreateIndexStatement index)
    {
        var table = Table(index.OnName);
        table.Indexes.Add(
            new(
                index.Name.Value,
                index.Unique,
                index.Clustered == true,
                [.. index.Columns.Select(c => Find(table, c))],
                index.FilterPredicate is { } filter ? TSql.Text(filter) : null
            )
        );
    }

    private static TSqlColumn Column(ColumnDefinition column)
    {
        var nullable = column.Constraints.OfType<NullableConstraintDefinition>().Single().Nullable;
        return new(
            column.ColumnIdentifier.Value,
            TypeName(column.DataType),
            LengthOf(column.DataType),
            nullable,
            column.IdentityOptions is not null,
            column.DefaultConstraint is { } given ? TSql.Text(given.Expression) : null
        );
    }

    private static string TypeName(DataTypeReference type) => type.Name.BaseIdentifier.Value.ToLowerInvariant();

    private static int? LengthOf(DataTypeReference type) =>
        ((SqlDataTypeReference)type).Parameters switch
        {
            [] => null,
            [MaxLiteral] => -1,
            [var one] => int.Parse(one.Value, CultureInfo.InvariantCulture),
            _ => throw new NotSupportedException(TSql.Text(type)),
        };

    private static TSqlColumn Find(TSqlTable table, ColumnWithSortOrder column) =>
        table.Columns.Single(c => c.Name == column.Column.MultiPartIdentifier.Identifiers[^1].Value);

    private TSqlTable Table(SchemaObjectName name) => Tables[Name(name)];

    private static string Name(SchemaObjectName name) => name.BaseIdentifier.Value;
}
