using System.Reflection;
using Microsoft.AspNetCore.Http;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Architecture.Tests;

/// <summary>A handler says in its signature what it answers; from there the API's document has its schemas.</summary>
public sealed class HandlerTests
{
    private static readonly List<Type> Types =
    [
        .. Modules
            .Assemblies.Append(typeof(IModule).Assembly)
            .Append(typeof(Capacity.IKind).Assembly)
            .SelectMany(assembly => assembly.GetTypes()),
    ];

    [Fact]
    public void Nothing_answers_any_result_whatever()
    {
        Types.Count.ShouldBeGreaterThan(1_000);
        Types.SelectMany(Vague).ShouldBeEmpty();
    }

    [Fact]
    public void A_handler_that_answers_any_result_is_found() =>
        Vague(typeof(VagueHandlers))
            .ShouldBe([
                $"{typeof(VagueHandlers)}.{nameof(VagueHandlers.Now)}",
                $"{typeof(VagueHandlers)}.{nameof(VagueHandlers.Later)}",
            ]);

    private static class VagueHandlers
    {
        public static IResult Now() => TypedResults.Ok();

        public static Task<IResult> Later() => Task.FromResult(Now());

        public static Microsoft.AspNetCore.Http.HttpResults.Ok Said() => TypedResults.Ok();
    }

    private static IEnumerable<string> Vague(Type type) =>
        type.GetMethods(
                BindingFlags.Public
                    | BindingFlags.NonPublic
                    | BindingFlags.Static
                    | BindingFlags.Instance
                    | BindingFlags.DeclaredOnly
            )
            .Where(method => Answered(method.ReturnType) == typeof(IResult))
            .Select(method => $"{method.DeclaringType}.{method.Name}");

    private static Type Answered(Type type) =>
        type.IsGenericType
        && type.GetGenericTypeDefinition() is var made
        && (made == typeof(Task<>) || made == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;
}
