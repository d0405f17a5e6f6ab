namespace ReferralNetwork.Capacity.Domain;

/// <summary>Somebody on a waiting list.</summary>
/// <param name="Partner">The organisation that referred her.</param>
/// <param name="Rank">0 emergency, 1 urgent, 2 normal.</param>
internal sealed record Waiter(Guid Id, Guid Partner, int Rank, DateTimeOffset Since);

/// <summary>An emergency of this partner was given a place from this waiting list.</summary>
internal sealed record Turn(Guid Partner, DateTimeOffset At);

/// <summary>
/// The order of a waiting list: urgency first, then time. Since anybody can claim an emergency, only the first of one
/// partner's emergencies passes others who waited before it; the partner's further ones wait as the urgent do.
/// </summary>
internal static class Turns
{
    /// <param name="had">Turns already taken; judged when a place is given, not when somebody joins.</param>
    public static IEnumerable<Waiter> InOrder(IReadOnlyCollection<Waiter> line, IReadOnlyCollection<Turn> had)
    {
        var first = line.Where(waiter => waiter.Rank == 0)
            .GroupBy(waiter => waiter.Partner)
            .Where(partner =>
                !had.Any(turn =>
                    turn.Partner == partner.Key
                    && line.Any(other => other.Partner != partner.Key && other.Since <= turn.At)
                )
            )
            .Select(partner => partner.OrderBy(waiter => waiter.Since).ThenBy(waiter => waiter.Id).First().Id)
            .ToHashSet();
        return line.OrderBy(waiter => waiter.Rank == 0 && !first.Contains(waiter.Id) ? 1 : waiter.Rank)
            .ThenBy(waiter => waiter.Since)
            .ThenBy(waiter => waiter.Id);
    }
}
