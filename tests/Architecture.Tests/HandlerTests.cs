using System.Reflection;
using Microsoft.AspNetCore.Http;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Architecture.Tests;

/// <summary>A handler says in its signature what it answers; from there the API's document has its schemas.</summary>
public sealed class HandlerTests
{
    [Fact]
    public void Nothing_answers_any_result_whatever()
    {
        var methods = Modules
            .Assemblies.Append(typeof(IModule).Assembly)
            .Append(typeof(Capacity.IKind).Assembly)
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type =>
                type.GetMethods(
                    BindingFlags.Public
                        | BindingFlags.NonPublic
                        | BindingFlags.Static
                        | BindingFlags.Instance
                        | BindingFlags.DeclaredOnly
                )
            )
            .ToList();
        methods.Count.ShouldBeGreaterThan(2_000);
        methods
            .Where(method => Answered(method.ReturnType) == typeof(IResult))
            .Select(method => $"{method.DeclaringType}.{method.Name}")
            .ShouldBeEmpty();
    }

    private static Type Answered(Type type) =>
        type.IsGenericType
        && type.GetGenericTypeDefinition() is var made
        && (made == typeof(Task<>) || made == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;
}
