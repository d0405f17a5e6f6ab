using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
#pragma warning disable EF1001 // The node of FromSqlRaw is public under no other name.
using Microsoft.EntityFrameworkCore.Query.Internal;
using Microsoft.EntityFrameworkCore.Storage;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Testing.Databases;

/// <summary>A query made for one database, as it would be sent to another.</summary>
internal static class Translation
{
    private static readonly MethodInfo Compile = typeof(IDatabase).GetMethod(nameof(IDatabase.CompileQuery))!;

    /// <exception cref="InvalidOperationException">It has no translation.</exception>
    public static IReadOnlyList<string> Of(Expression query, Type contextType, Server server)
    {
        var commands = new Unsent();
        using var context = server.Open(contextType, options => options.AddInterceptors(commands));
        query = new Rooted(context).Visit(query);
        var result = typeof(IQueryable).IsAssignableFrom(query.Type)
            ? typeof(IEnumerable<>).MakeGenericType(query.Type.GetGenericArguments())
            : query.Type;
        try
        {
            var run = (Delegate)
                Compile.MakeGenericMethod(result).Invoke(context.GetService<IDatabase>(), [query, false])!;
            // EF Core writes the text out when it is asked: lists become parameters there.
            var values = context.GetService<IQueryContextFactory>().Create();
            new Parameters(values).Visit(query);
            commands.Run(context, () => run.DynamicInvoke(values));
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            throw new InvalidOperationException(e.InnerException.Message, e.InnerException);
        }
        commands.Texts.ShouldNotBeEmpty();
        return commands.Texts;
    }

    /// <summary>Puts the other context's tables into the query.</summary>
    private sealed class Rooted(DbContext context) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) =>
            node switch
            {
                FromSqlQueryRootExpression sql when sql.Sql == Dialect.ClaimOutbox(Provider.Sqlite) =>
                    new FromSqlQueryRootExpression(
                        context.Model.FindEntityType(sql.EntityType.Name)!,
                        Dialect.ClaimOutbox(Dialect.Of(context)),
                        sql.Argument
                    ),
                FromSqlQueryRootExpression sql => throw new InvalidOperationException(
                    $"{nameof(Dialect)} does not know this SQL"
                ),
                EntityQueryRootExpression root => new EntityQueryRootExpression(
                    context.Model.FindEntityType(root.EntityType.Name)!
                ),
                _ => base.VisitExtension(node),
            };
    }

    /// <summary>Gives each parameter a value: none that matters, but not null where one can be made, and lists have
    /// more than one.</summary>
    private sealed class Parameters(QueryContext values) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node)
        {
            if (node is QueryParameterExpression parameter)
                values.Parameters[parameter.Name] = Value(parameter.Type);
            return base.VisitExtension(node);
        }

        private static object? Value(Type type)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (type == typeof(string))
                return "text";
            // The key of something that is found by it.
            if (type == typeof(object))
                return Guid.Empty;
            if (type == typeof(byte[]))
                return new byte[32];
            if (type == typeof(object[]))
                return new object[] { 1L, 1, 2L };
            if (
                type.IsAssignableTo(typeof(IEnumerable))
                && (type.GetElementType() ?? type.GetGenericArguments().FirstOrDefault()) is { } element
            )
            {
                var list = Array.CreateInstance(element, 2);
                for (var i = 0; i < 2; i++)
                    list.SetValue(Value(element), i);
                return list;
            }
            return type.IsValueType ? Activator.CreateInstance(type) : null;
        }
    }
}
