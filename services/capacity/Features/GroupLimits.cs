using Microsoft.Extensions.Configuration;
using ReferralNetwork.Platform;

namespace ReferralNetwork.Capacity.Features;

/// <summary>How many places one partner may keep for groups at once, and how far ahead.</summary>
internal sealed record GroupLimits(int Places, TimeSpan Ahead)
{
    private static readonly string[] Free = ["give-back"];

    public static GroupLimits From(IConfiguration configuration) =>
        new(configuration.GetValue("Groups:Places", 30), configuration.GetValue("Groups:Ahead", TimeSpan.FromDays(14)));

    public IResult Refuse(int keeps, int more) => Problem.Of(StatusCodes.Status429TooManyRequests,
        $"Your organisation keeps {keeps} places for groups; the most is {Places}, and this asks for {more}. What frees one: give-back.",
        ("reason", "allowance"), ("of", "organisation"), ("keeps", keeps), ("most", Places), ("more", more),
        ("kept", new Dictionary<string, int> { ["group"] = keeps }), ("free", Free));
}
