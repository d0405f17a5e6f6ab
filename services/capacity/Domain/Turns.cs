namespace ReferralNetwork.Capacity.Domain;

/// <summary>Somebody who waits for a place.</summary>
/// <param name="Partner">Who referred her.</param>
/// <param name="Rank">0 for an emergency.</param>
internal sealed record Waiter(Guid Id, Guid Partner, int Rank, DateTimeOffset Since);

/// <summary>A partner's emergency was given a place out of this line.</summary>
internal sealed record Turn(Guid Partner, DateTimeOffset At);

/// <summary>
/// Whose turn it is: urgency first, then time. But a word is cheap: of one partner's emergencies one passes those of
/// others who waited before it, and its further ones wait as the urgent do.
/// </summary>
internal static class Turns
{
    /// <param name="had">As they were given; it is judged when a place is, and not when somebody joins.</param>
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
