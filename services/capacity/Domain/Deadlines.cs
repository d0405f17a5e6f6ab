using Microsoft.Extensions.Configuration;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Capacity.Domain;

/// <summary>The deadlines of one urgency.</summary>
/// <param name="Answer">From the request to the provider's answer.</param>
/// <param name="Hold">From holding a place to the end of the hold; never longer than <paramref name="Answer"/>.</param>
/// <param name="Arrival">From acceptance to the latest arrival, until an hour is agreed.</param>
/// <param name="Grace">From the agreed hour until the survivor counts as not arrived.</param>
internal sealed record Clock(TimeSpan Answer, TimeSpan Hold, TimeSpan Arrival, TimeSpan Grace);

/// <summary>How long each side has, by kind and urgency; <c>Clocks:{urgency}:{Answer|Hold|Arrival|Grace}</c>
/// overrides.</summary>
internal sealed class Deadlines
{
    private readonly Dictionary<string, Clock> _clocks;

    public Deadlines(KindDescriptor kind, IConfiguration configuration)
    {
        var answer = kind.EmergencyAnswer;
        _clocks = new()
        {
            ["emergency"] = new(answer, answer, TimeSpan.FromHours(12), TimeSpan.FromHours(12)),
            ["urgent"] = new(
                TimeSpan.FromHours(72),
                TimeSpan.FromHours(24),
                TimeSpan.FromHours(72),
                TimeSpan.FromHours(24)
            ),
            ["normal"] = new(
                TimeSpan.FromDays(14),
                TimeSpan.FromHours(72),
                TimeSpan.FromDays(14),
                TimeSpan.FromHours(24)
            ),
        };
        foreach (var (urgency, clock) in _clocks.ToList())
        {
            var section = configuration.GetSection($"Clocks:{urgency}");
            _clocks[urgency] = new(
                section.GetValue("Answer", clock.Answer),
                section.GetValue("Hold", clock.Hold),
                section.GetValue("Arrival", clock.Arrival),
                section.GetValue("Grace", clock.Grace)
            );
        }
    }

    public Clock Of(string urgency) => _clocks[urgency];
}
