using System.Reflection;
using System.Text.Json.Nodes;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Contracts.Tests;

/// <summary>What is on the wire today is read by tomorrow's services, and the other way round.</summary>
public sealed class GoldenTests
{
    private static readonly MethodInfo WriteOf = typeof(Envelope).GetMethod(nameof(Envelope.Serialize))!;
    private static readonly MethodInfo ReadOf = typeof(Envelope).GetMethod(nameof(Envelope.Read))!;
    private static readonly MethodInfo TypeOf = typeof(Envelope).GetMethod(nameof(Envelope.TypeOf))!;

    public static TheoryData<string> Names => Events.Names;

    [Fact]
    public void The_events_and_their_names_on_the_wire_are_these() =>
        Events
            .All.Select(type => (string)TypeOf.MakeGenericMethod(type).Invoke(null, null)!)
            .ShouldBe([
                "access-ended.v1",
                "attempt-changed.v1",
                "availability-changed.v1",
                "availability-requested.v1",
                "group-requested.v1",
                "group-reservation-changed.v1",
                "organisation-changed.v1",
                "organisations-requested.v1",
                "outcome-measured.v1",
                "places-changed.v1",
                "places-requested.v1",
                "provider-heartbeat.v1",
                "referral-owned.v1",
                "referral-plan-changed.v1",
                "referral-requested.v1",
                "referral-withdrawn.v1",
            ]);

    [Fact]
    public void Every_golden_file_is_of_an_event() =>
        Assembly
            .GetExecutingAssembly()
            .GetManifestResourceNames()
            .Order(StringComparer.Ordinal)
            .ShouldBe(Events.All.Select(type => type.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_is_written_as_its_golden_file_byte_for_byte(string name) =>
        Write(Samples.Of(Events.Named(name))).ShouldBe(Golden(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_golden_file_is_read_as_the_event_it_was(string name) =>
        Write(Read(Events.Named(name), Golden(name))).ShouldBe(Golden(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Members_of_a_newer_sender_are_passed_over(string name)
    {
        var newer = JsonNode.Parse(Golden(name))!.AsObject();
        foreach (var part in Objects(newer).ToList())
        {
            part["addedLater"] = "text";
            part["addedLaterToo"] = new JsonObject { ["deep"] = new JsonArray(1, 2) };
        }

        Write(Read(Events.Named(name), newer.ToJsonString())).ShouldBe(Golden(name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_sample_says_something_in_every_member(string name)
    {
        foreach (var part in Objects(JsonNode.Parse(Golden(name))))
        foreach (var (member, value) in part)
            (
                value is null || value is JsonArray { Count: 0 } || value.ToJsonString() is "false" or "0" or "\"\""
            ).ShouldBeFalse($"{name}.{member}");
    }

    [Fact]
    public void Members_that_an_older_sender_leaves_out_have_their_defaults()
    {
        foreach (var type in Events.Records)
        {
            var json = JsonNode.Parse(Write(PartOf(type)))!.AsObject();
            var optional = type.GetConstructors()
                .Single(made => made.GetParameters() is var p && (p.Length != 1 || p[0].ParameterType != type))
                .GetParameters()
                .Where(parameter => parameter.HasDefaultValue)
                .ToList();
            foreach (var parameter in optional)
                json.Remove(char.ToLowerInvariant(parameter.Name![0]) + parameter.Name[1..])
                    .ShouldBeTrue(parameter.Name);
            var read = Read(type, json.ToJsonString());
            foreach (var parameter in optional)
                type.GetProperty(parameter.Name!)!
                    .GetValue(read)
                    .ShouldBe(parameter.DefaultValue, $"{type.Name}.{parameter.Name}");
        }
    }

    [Fact]
    public void Members_added_since_have_these_defaults()
    {
        // Typed out: a member that loses its default breaks the senders of yesterday.
        Defaults(typeof(Survivor)).ShouldBe(["PlaceAs", "Has", "Siblings"]);
        Defaults(typeof(AvailabilityRequested)).ShouldBe(["Kind", "After"]);
        Defaults(typeof(Eligibility)).Length.ShouldBe(20);
    }

    private static string[] Defaults(Type type) =>
        [
            .. type.GetConstructors()
                .SelectMany(made => made.GetParameters())
                .Where(parameter => parameter.HasDefaultValue)
                .Select(parameter => parameter.Name!),
        ];

    // The sample's own part of that type, wherever it stands in an event.
    private static object PartOf(Type type) => Samples.All.SelectMany(Parts).First(part => part.GetType() == type);

    private static IEnumerable<object> Parts(object part) =>
        part switch
        {
            string => [],
            System.Collections.IEnumerable many => many.Cast<object>().SelectMany(Parts),
            _ when Events.Records.Contains(part.GetType()) => Events
                .Members(part.GetType())
                .Select(member => member.GetValue(part))
                .OfType<object>()
                .SelectMany(Parts)
                .Prepend(part),
            _ => [],
        };

    private static IEnumerable<JsonObject> Objects(JsonNode? node) =>
        node switch
        {
            JsonObject o => o.Select(member => member.Value).SelectMany(Objects).Prepend(o),
            JsonArray a => a.SelectMany(Objects),
            _ => [],
        };

    private static string Golden(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name);
        stream.ShouldNotBeNull(
            $"Golden/{name}.json is missing: write what the first of these tests says {name} looks like, and read it "
                + "with care"
        );
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd('\n');
    }

    private static string Write(object of) => (string)WriteOf.MakeGenericMethod(of.GetType()).Invoke(null, [of])!;

    private static object Read(Type type, string json) =>
        ReadOf
            .MakeGenericMethod(type)
            .Invoke(new Envelope(Guid.Empty, type.Name, json, null, DateTimeOffset.UnixEpoch), null)!;
}
