using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Distributed;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Faults.Tests;

/// <summary>What a broker may do with messages, and what may come to it from elsewhere.</summary>
[Collection(nameof(FaultedNetwork))]
public sealed class MessageTests(FaultedNetwork network, ITestOutputHelper output)
{
    private const int Few = 8;
    private const int Many = 100;
    private static readonly string[] Types =
    [
        Envelope.TypeOf<ReferralRequested>(),
        Envelope.TypeOf<ReferralWithdrawn>(),
        Envelope.TypeOf<AttemptChanged>(),
        Envelope.TypeOf<AvailabilityChanged>(),
    ];

    [Fact]
    public async Task Every_message_comes_twice_at_once_and_again_late_and_in_any_order()
    {
        await using var wire = await Wire.Open(network.Network);
        var heard = await Hear(wire, wire.Publish);
        await network.WhileItWorks(
            output,
            async () =>
            {
                await Eventually.IsSo(() => Task.FromResult(heard.Count >= Many), "many messages are heard");
                var late = heard.Values.ToArray();
                network.Random.Shuffle(late);
                foreach (var envelope in late)
                    await wire.Publish(envelope);
            }
        );
    }

    [Fact]
    public async Task A_withdrawal_that_overtakes_its_request_holds_no_place()
    {
        await using var wire = await Wire.Open(network.Network);
        var house = network.Houses[0];
        await network.Network.Kill("shelters-1");
        var cases = Enumerable
            .Range(0, Few)
            .Select(_ => network.Work.Also(house, network.Caseworkers[0], new Random(network.Random.Next())))
            .ToList();
        foreach (var one in cases)
            await one.Send(house.Plan);
        foreach (var one in cases)
            await one.End();
        await Sent("referrals");
        var requests = await wire.Take("shelters.referral-requested.v1");
        var withdrawals = await wire.Take("shelters.referral-withdrawn.v1");
        (requests.Count, withdrawals.Count).ShouldBe((Few, Few));

        await network.Network.Restart("shelters-1");
        foreach (var withdrawal in withdrawals)
            await wire.Send("shelters.referral-withdrawn.v1", withdrawal);
        foreach (var withdrawal in withdrawals)
            await Handled("shelters.referral-withdrawn.v1", withdrawal);
        foreach (var request in requests)
            await wire.Send("shelters.referral-requested.v1", request);
        foreach (var request in requests)
            await Handled("shelters.referral-requested.v1", request);
        await network.NothingIsAmiss(output);
    }

    [Fact]
    public async Task Answers_that_come_late_and_last_first_fill_in_the_history()
    {
        await using var wire = await Wire.Open(network.Network);
        var house = network.Houses[0];
        var pool = await house.OpenPool(Few, network.Caseworkers[0]);
        var cases = Enumerable
            .Range(0, Few)
            .Select(_ => network.Work.Also(house, network.Caseworkers[0], new Random(network.Random.Next())))
            .ToList();
        foreach (var one in cases)
            await one.Send([pool]);
        foreach (var one in cases)
            (await one.Asked()).State.ShouldBe("received");
        await Sent("shelters");
        await network.Network.Kill("referrals-1");
        foreach (var one in cases)
        {
            await one.Do("accept", "accepted", "accepted");
            await one.Do("arrive", "in-progress", "arrived");
            await one.Do(
                "complete",
                "completed",
                "helped",
                new JsonObject { ["outcome"] = "helped", ["exit"] = "planned" }
            );
        }
        await Sent("shelters");
        var answers = await wire.Take("referrals.attempt-changed.v1");
        answers.Count.ShouldBeGreaterThanOrEqualTo(3 * Few);

        await network.Network.Restart("referrals-1");
        answers.Reverse();
        foreach (var answer in answers)
            await wire.Send("referrals.attempt-changed.v1", answer);
        await network.NothingIsAmiss(output);
    }

    [Fact]
    public async Task A_message_id_with_another_body_is_put_aside_and_changes_nothing()
    {
        await using var wire = await Wire.Open(network.Network);
        var heard = await Hear(wire, _ => Task.CompletedTask);
        await network.WhileItWorks(
            output,
            async () =>
            {
                await PutAside(
                    wire,
                    heard,
                    Envelope.TypeOf<AttemptChanged>(),
                    "referrals.attempt-changed.v1",
                    body => body["status"] = "rejected"
                );
                await PutAside(
                    wire,
                    heard,
                    Envelope.TypeOf<ReferralRequested>(),
                    "shelters.referral-requested.v1",
                    body => body["waitlist"] = !(bool)body["waitlist"]!,
                    "shelter"
                );
            }
        );
    }

    [Fact]
    public async Task What_nobody_can_read_is_set_apart_and_blocks_nobody()
    {
        await using var wire = await Wire.Open(network.Network);
        string[] nonsense = ["not even JSON", "{}", """{"messageId":"x"}"""];
        (string Type, string[] Consumers)[] subscribed =
        [
            (Envelope.TypeOf<AttemptChanged>(), ["referrals.attempt-changed.v1"]),
            (Envelope.TypeOf<AvailabilityChanged>(), ["referrals.availability-changed.v1"]),
            (
                Envelope.TypeOf<ReferralRequested>(),
                [
                    "shelters.referral-requested.v1",
                    "training.referral-requested.v1",
                    "medical.referral-requested.v1",
                    "legal-aid.referral-requested.v1",
                ]
            ),
        ];
        await network.WhileItWorks(
            output,
            async () =>
            {
                foreach (var (type, consumers) in subscribed)
                {
                    foreach (var body in nonsense)
                        await wire.Publish(type, Encoding.UTF8.GetBytes(body));
                    foreach (var consumer in consumers)
                        await SetApart(wire, consumer, nonsense);
                }
            }
        );
    }

    [Fact]
    public async Task What_a_service_cannot_take_when_it_stops_goes_back_to_where_it_was()
    {
        const string Consumer = "referrals.attempt-changed.v1";
        await using var wire = await Wire.Open(network.Network);
        var heard = await Hear(wire, _ => Task.CompletedTask);
        var one = network.Work.Also(network.Houses[0], network.Caseworkers[0], new Random(network.Random.Next()));
        await one.Send(network.Houses[0].Plan);
        var answer = await Eventually.Get(
            () => Task.FromResult(heard.Values.FirstOrDefault(e => e.Type == Envelope.TypeOf<AttemptChanged>())),
            e => e is not null,
            "the house has answered"
        );
        await Handled(Consumer, Wire.BytesOf(answer!));

        await network.Network.Kill(DistributedNetwork.Database);
        for (var i = 0; i < Few; i++)
            await wire.Send(Consumer, Wire.BytesOf(answer!));
        await Eventually.IsSo(
            () =>
                Task.FromResult(
                    network
                        .Network.LastWords("referrals-1")
                        .Contains($"cannot take {answer!.MessageId}", StringComparison.Ordinal)
                ),
            "it has them in hand"
        );
        await network.Network.Stop("referrals-1");

        (await wire.Take($"{Consumer}_error")).ShouldBeEmpty();
        (await wire.Take(Consumer)).Count.ShouldBe(Few);
        await network.Network.Restart(DistributedNetwork.Database);
        await network.Network.Restart("referrals-1");
        await one.End();
        await network.NothingIsAmiss(output);
    }

    [Fact]
    public async Task A_service_that_has_lost_one_of_its_queues_begins_anew_until_it_has_it_back()
    {
        const string Queue = "referrals.organisation-changed.v1";
        await using var wire = await Wire.Open(network.Network);
        var before = Begun();

        // In its place lies one that a service cannot use; its other queues work.
        await wire.Delete(Queue);
        await wire.Declare(Queue);
        await Eventually.IsSo(() => Task.FromResult(Begun() > before), "it has begun anew");
        await wire.Delete(Queue);

        await Eventually.IsSo(async () => await wire.Consumers(Queue) == 1, "it has its queue");
        await network.NothingIsAmiss(output);

        int Begun() => File.ReadAllText(network.Network.LogOf("referrals-1")).Split("The broker is away").Length;
    }

    /// <summary>Each message the first time that it comes.</summary>
    private static async Task<ConcurrentDictionary<Guid, Envelope>> Hear(Wire wire, Func<Envelope, Task> then)
    {
        var heard = new ConcurrentDictionary<Guid, Envelope>();
        await wire.Listen(
            Types,
            async envelope =>
            {
                if (heard.TryAdd(envelope.MessageId, envelope))
                    await then(envelope);
            }
        );
        return heard;
    }

    private async Task PutAside(
        Wire wire,
        ConcurrentDictionary<Guid, Envelope> heard,
        string type,
        string consumer,
        Action<JsonObject> change,
        string? kind = null
    )
    {
        JsonObject BodyOf(Envelope envelope) => JsonNode.Parse(envelope.Body)!.AsObject();
        var first = await Eventually.Get(
            () =>
                Task.FromResult(
                    heard.Values.FirstOrDefault(e =>
                        e.Type == type && (kind is null || (string?)BodyOf(e)["kind"] == kind)
                    )
                ),
            envelope => envelope is not null,
            $"a {type} is heard"
        );
        await Handled(consumer, Wire.BytesOf(first!));
        var other = BodyOf(first!);
        change(other);
        await wire.Publish(first! with { Body = other.ToJsonString() });
        var reason = await Eventually.Get(
            () => network.Databases.GivenUp(consumer, first!.MessageId),
            given => given.Count > 0,
            $"{consumer} gives it up"
        );
        reason.ShouldHaveSingleItem().ShouldContain("MessageReused");
        // A person looks at it; here it is what was expected.
        await network.Databases.Drop(consumer, first!.MessageId);
    }

    private static async Task SetApart(Wire wire, string consumer, string[] bodies)
    {
        var apart = new List<string>();
        await Eventually.IsSo(
            async () =>
            {
                apart.AddRange((await wire.Take($"{consumer}_error")).Select(Encoding.UTF8.GetString));
                return apart.Count >= bodies.Length;
            },
            $"{consumer} sets apart what it cannot read"
        );
        apart.ShouldBe(bodies, ignoreOrder: true);
    }

    private Task Sent(string service) =>
        Eventually.IsSo(() => network.Databases.HasSentAll(service), $"{service} has sent all");

    private Task Handled(string consumer, byte[] body) =>
        Eventually.IsSo(
            () => network.Databases.HasHandled(consumer, Wire.Read(body).MessageId),
            $"{consumer} has handled it"
        );
}
