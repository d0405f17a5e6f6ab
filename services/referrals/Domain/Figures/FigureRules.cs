namespace ReferralNetwork.Referrals.Domain.Figures;

/// <param name="After">How long after its end a month is closed, so that what providers tell late still counts in
/// it.</param>
internal sealed record FigureRules(TimeSpan After)
{
    /// <summary><c>Figures:After</c>; 3 days unless configured.</summary>
    public static FigureRules From(IConfiguration configuration) =>
        new(configuration.GetValue("Figures:After", TimeSpan.FromDays(3)));

    public bool MayBeClosed(Month month, DateTimeOffset now) => now >= month.Until + After;
}
