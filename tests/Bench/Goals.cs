namespace ReferralNetwork.Bench;

/// <param name="Limit">The worst value that is good enough.</param>
internal sealed record Goal(double Limit, bool AtLeast)
{
    public bool IsMet(double value) => AtLeast ? value >= Limit : value <= Limit;

    public static Goal Least(double limit) => new(limit, true);

    public static Goal Most(double limit) => new(limit, false);
}

/// <param name="Id">As in the table of goals; never reused for something else.</param>
/// <param name="Goal">Null: a yardstick, or a row that only tells.</param>
internal sealed record Definition(string Id, string What, string Unit, Goal? Goal = null);

/// <summary>Every row there is. One that cannot be measured is shown as failed, and none is left out.</summary>
internal static class Goals
{
    public const string Ratio = "ratio";
    public const string Ms = "ms";
    public const string Seconds = "s";
    public const string Mb = "MB";
    public const string PerSecond = "/s";

    public static readonly IReadOnlyList<Definition> Rows =
    [
        new(
            "gateway-direct",
            "gateway (limits, header stripping, telemetry, a verified token), small JSON, requests/s, against the "
                + "minimal-API service behind it asked directly",
            Ratio,
            Goal.Least(0.33)
        ),
        new("gateway-yarp", "the same against a bare YARP", Ratio, Goal.Least(0.85)),
        new("gateway-open-50", "gateway at 50% of what as many callers reach who ask again at once, p50", Ms),
        new("gateway-open-50-p99", "the same, p99", Ms),
        new("gateway-open-80", "gateway at 80%, p50", Ms),
        new("gateway-open-80-p99", "the same, p99", Ms),
        new(
            "search-bytes",
            "search endpoint, 10,000 pools, requests/s, against a route of the same service that returns the same "
                + "bytes ready-made",
            Ratio,
            Goal.Least(0.7)
        ),
        new(
            "yardstick-search-bare",
            "search against a bare Kestrel endpoint with the same bytes: no token, no body read",
            Ratio
        ),
        new(
            "search-open-50",
            "search, 10,000 pools, at 50% of what as many callers reach who ask again at once, p50",
            Ms
        ),
        new("search-open-50-p99", "the same, p99", Ms),
        new("search-open-80", "search at 80%, p50", Ms),
        new("search-open-80-p99", "the same, p99", Ms),
        new("search-growth", "search p50 of one caller, 1,000,000 pools against 1,000", Ratio, Goal.Most(3)),
        new("search-1000", "search, 1,000 pools, one caller, p50", Ms),
        new("search-1000000", "search, 1,000,000 pools, one caller, p50", Ms),
        new("region-changes", "the index of 1,000,000 pools takes changes and does nothing else", PerSecond),
        new("region-search-quiet", "one core searches it while nothing changes", PerSecond),
        new("region-search", "the same while 5,000 changes/s come in on the other core", PerSecond),
        new(
            "pipeline-raw",
            "outbox, broker, inbox, messages/s (quorum queue, confirms, PostgreSQL; 4 producers, 50 in a "
                + "transaction), against RabbitMQ.Client alone, publish and consume (1,000 unconfirmed)",
            Ratio,
            Goal.Least(0.25)
        ),
        new(
            "pipeline-masstransit",
            "the same against MassTransit without outbox and inbox, with the same producers and prefetch",
            Ratio,
            Goal.Least(0.7)
        ),
        new("visible", "commit to in search, 500 changes/s, distributed, p50", Ms, Goal.Most(25)),
        new("visible-p99", "the same, p99", Ms, Goal.Most(150)),
        new(
            "yardstick-broker-one-way",
            "RabbitMQ.Client alone, publish to received over a quorum queue, 500/s, p50",
            Ms
        ),
        new("yardstick-broker-one-way-p99", "the same, p99", Ms),
        new(
            "hold-update",
            "hold transaction, 200 callers, 100,000 places, PostgreSQL, per second, against a bare conditional "
                + "UPDATE of that row",
            Ratio,
            Goal.Least(0.3)
        ),
        new("refer", "POST /api/referrals to 201, distributed, 50/s, p50", Ms, Goal.Most(80)),
        new("refer-p99", "the same, p99", Ms, Goal.Most(400)),
        new("yardstick-bare-endpoint", "a bare Kestrel endpoint that answers the same, 50/s, p50", Ms),
        new("yardstick-bare-endpoint-p99", "the same, p99", Ms),
        new(
            "mixed-users",
            "200 users, distributed, 60 s, each asking again at once: search 70%, capacity 15%, referral and inbox 15%",
            PerSecond
        ),
        new("mixed-users-p50", "the same, p50", Ms),
        new("mixed-users-p99", "the same, p99", Ms),
        new("mixed-users-errors", "the same, answers that are no success", "answers", Goal.Most(0)),
        new(
            "index-ready",
            "a replica of referrals with 100,000 pools, start to its first answer",
            Seconds,
            Goal.Most(10)
        ),
        new("start", "allinone with 1,000 pools, start to ready", Seconds, Goal.Most(3)),
        new("yardstick-bare-start", "a bare Kestrel endpoint, start to its first answer", Seconds),
        new("memory", "allinone with 1,000 pools, idle, resident", Mb, Goal.Most(250)),
        new(
            "desks-idle",
            "2,000 open desks of one replica, nothing happens: processor time above that without them",
            "ms/s"
        ),
        new("yardstick-desks-none", "the same replica without an open desk", "ms/s"),
        new("yardstick-bare-memory", "a bare Kestrel endpoint, idle, resident", Mb),
    ];
}
