using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Referrals.Domain;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Which house is asked for whom of a group.</summary>
internal static class GroupDivision
{
    /// <summary>The one kind that keeps places for groups.</summary>
    public static readonly string Kind = KindDescriptor.All.Single(kind => kind.TakesGroups).Code;

    public static (Refused? Refusal, IReadOnlyList<HouseShare>? Shares) Of(
        GroupRequest request,
        GroupRules rules,
        AvailabilityIndex index,
        DateTimeOffset now
    )
    {
        if (request.ArrivesAt < now || request.ArrivesAt > now + rules.Ahead)
            return (Problem.Field("arrivesAt", $"is from now to {rules.Ahead.TotalDays:0} days ahead"), null);
        if (request.From is { } from && index.Gazetteer.Find(from) is null)
            return (Problem.Field("from", "is not a known place"), null);
        var members = request.Members!.Select(member => member!.ToMember()).ToList();
        if (request.Pools is null)
            return (
                null,
                [
                    .. GroupShares
                        .Divide(members, Open(request, members, index, now))
                        .Take(GroupRequestValidator.MaxHouses),
                ]
            );
        var houses = new List<AvailabilityChanged>();
        for (var i = 0; i < request.Pools.Count; i++)
        {
            if (index.Find(request.Pools[i]) is not { Access: "places" } house || house.Kind != Kind)
                return (Problem.Field($"pools[{i}]", "is not a known pool with places"), null);
            houses.Add(house);
        }
        return (null, GroupShares.Divide(members, houses));
    }

    // The houses that a search would find for each line of the group.
    private static IEnumerable<AvailabilityChanged> Open(
        GroupRequest request,
        List<GroupMember> members,
        AvailabilityIndex index,
        DateTimeOffset now
    ) =>
        members
            .SelectMany(member =>
                index
                    .Search(
                        new SearchQuery([Kind])
                        {
                            Criteria = new Criteria(
                                member.Sex,
                                AgeBand.Ages(member.AgeBand).Youngest,
                                From: request.From
                            ),
                            Near = request.From is null ? null : index.Gazetteer.Centroid(request.From),
                            OpenOnly = true,
                            AdmitsAt = request.ArrivesAt,
                            Limit = 50,
                        },
                        now
                    )
                    .Items
            )
            .Select(hit => hit.Pool)
            .DistinctBy(pool => pool.PoolId);
}

/// <param name="Ahead">How far ahead a group may be expected.</param>
internal sealed record GroupRules(TimeSpan Ahead)
{
    public static GroupRules From(IConfiguration configuration) =>
        new(configuration.GetValue("Groups:Ahead", TimeSpan.FromDays(14)));
}
