using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Domain;

/// <summary>The members of a group for whom one house is asked.</summary>
internal sealed record HouseShare(AvailabilityChanged House, IReadOnlyList<GroupMember> Members)
{
    public int Places => Members.Sum(member => member.Count);
}

/// <summary>Divides a group among houses.</summary>
internal static class GroupShares
{
    /// <param name="houses">In the order in which they are asked: each for as many as it has places for and
    /// takes.</param>
    /// <returns>Houses that can take somebody. Members for whom there is no place are in no share.</returns>
    public static IReadOnlyList<HouseShare> Divide(
        IReadOnlyList<GroupMember> members,
        IEnumerable<AvailabilityChanged> houses
    )
    {
        var (left, shares) = (members.Select(member => member.Count).ToArray(), new List<HouseShare>());
        foreach (var house in houses)
        {
            var (free, taken) = (house.Capacity.Available, new List<GroupMember>());
            for (var i = 0; i < members.Count; i++)
            {
                var count = Takes(house, members[i]) ? Math.Min(left[i], free) : 0;
                if (count == 0)
                    continue;
                taken.Add(members[i] with { Count = count });
                (left[i], free) = (left[i] - count, free - count);
            }
            if (taken.Count > 0)
                shares.Add(new(house, taken));
        }
        return shares;
    }

    /// <summary>Whether the house takes both the youngest and the oldest of the age band, as nobody knows yet who
    /// comes.</summary>
    public static bool Takes(AvailabilityChanged house, GroupMember member)
    {
        if (house.Access != "places" || !house.Admitting)
            return false;
        var (youngest, oldest) = AgeBand.Ages(member.AgeBand);
        return Fits(youngest) && Fits(oldest);

        bool Fits(int age) =>
            EligibilityRules.Match(house.Eligibility, house.Capacity.Unit, new Criteria(member.Sex, age)).Fits;
    }
}
