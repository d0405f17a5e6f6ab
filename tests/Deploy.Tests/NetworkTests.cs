using System.Globalization;

namespace ReferralNetwork.Deploy.Tests;

/// <summary>Who may reach whom, computed from the policies for every pair, and the whole of it as a table.</summary>
public sealed class NetworkTests
{
    private sealed record Place(string Name, JsonObject Labels, JsonObject? Namespace = null, string? Address = null)
    {
        public bool IsOurs => Namespace is null && Address is null;
    }

    private static IEnumerable<string> Anywhere =>
        [
            .. Repository
                .Processes.Concat(["postgres", "rabbitmq"])
                .SelectMany(pod => new[] { $"{pod} -> names:53", $"{pod} -> names:53/UDP" }),
            "outside -> gateway:8080",
            "portal -> gateway:8080",
            .. Repository.Services.Select(service => $"gateway -> {service}:8080"),
            .. Repository.Services.SelectMany(service =>
                new[] { $"{service} -> identity:8080", $"{service} -> postgres:5432", $"{service} -> rabbitmq:5672" }
            ),
        ];

    private static readonly string[] Operators =
    [
        "rabbitmq -> rabbitmq:4369",
        "rabbitmq -> rabbitmq:25672",
        "rabbitmq -> rabbitmq:35672-35682",
        "rabbitmq -> kubernetes-api:6443",
        "postgres -> postgres:5432",
        "postgres -> postgres:8000",
        "postgres -> kubernetes-api:6443",
        "postgres-operator -> postgres:5432",
        "postgres-operator -> postgres:8000",
    ];

    [Fact]
    public void In_the_small_network_nothing_else_is_reached() =>
        Edges(Manifests.Small).ShouldBe(Anywhere, ignoreOrder: true);

    [Fact]
    public void In_the_national_network_only_the_operators_add_to_it() =>
        Edges(Manifests.National).ShouldBe(Anywhere.Concat(Operators), ignoreOrder: true);

    [Fact]
    public void In_compose_only_the_gateway_is_published_and_only_its_network_leads_out()
    {
        var compose = Yaml.Document("docker-compose.yml");
        compose
            .Members("services")
            .Where(service => service.Value.At("ports") is not null)
            .Select(service => service.Key)
            .ShouldBe(["gateway"]);
        compose
            .Members("networks")
            .Where(network => network.Value.Text("internal") != "true")
            .Select(network => network.Key)
            .ShouldBe(["edge"]);
        foreach (var (name, service) in compose.Members("services"))
            service
                .Texts("networks")
                .ShouldBe(
                    name switch
                    {
                        "gateway" => ["edge", "inner"],
                        "postgres" or "rabbitmq" => ["data"],
                        _ => ["inner", "data"],
                    },
                    name
                );
    }

    private static List<string> Edges(Manifests manifests)
    {
        Place[] places =
        [
            .. manifests.Workloads.Select(workload => new Place(
                workload.Text("metadata", "name")!,
                workload.At("spec", "template", "metadata", "labels")!.AsObject()
            )),
            // As the operators label theirs.
            .. manifests == Manifests.Small
                ? []
                : new[]
                {
                    Labelled("rabbitmq", "app.kubernetes.io/name", "rabbitmq"),
                    Labelled("postgres", "cnpg.io/cluster", "postgres"),
                },
            new("outside", [], new() { ["referral-network/edge"] = "true" }),
            new("names", new() { ["k8s-app"] = "kube-dns" }, new() { ["kubernetes.io/metadata.name"] = "kube-system" }),
            new(
                "postgres-operator",
                new() { ["app.kubernetes.io/name"] = "cloudnative-pg" },
                new() { ["kubernetes.io/metadata.name"] = "cnpg-system" }
            ),
            // Strangers, one with a label of ours: nothing may lead to them or from them.
            new(
                "stranger",
                new() { ["app.kubernetes.io/component"] = "service", ["app.kubernetes.io/name"] = "portal" },
                new() { ["kubernetes.io/metadata.name"] = "elsewhere" }
            ),
            new(
                "kube-system",
                new() { ["k8s-app"] = "another" },
                new() { ["kubernetes.io/metadata.name"] = "kube-system" }
            ),
            new("kubernetes-api", [], null, "192.0.2.1"),
            new("internet", [], null, "203.0.113.1"),
        ];
        var policies = manifests.Of("NetworkPolicy").Select(policy => policy["spec"]!).ToList();
        return
        [
            .. from source in places
            from target in places
            where source.IsOurs || target.IsOurs
            from port in Ports(policies, source, target, "Egress", "to")
                .Intersect(Ports(policies, target, source, "Ingress", "from"))
            select $"{source.Name} -> {target.Name}:{port}",
        ];
    }

    private static Place Labelled(string name, string label, string value) => new(name, new() { [label] = value });

    // A port at which no policy speaks stands for all others: who is closed to none would show it.
    private static IEnumerable<string> Ports(
        List<JsonNode> policies,
        Place ours,
        Place other,
        string direction,
        string side
    )
    {
        var universe = policies
            .SelectMany(policy => policy.Items("ingress").Concat(policy.Items("egress")))
            .SelectMany(rule => rule.Items("ports"))
            .Select(Port)
            .Append("1")
            .Distinct()
            .ToList();
        if (!ours.IsOurs)
            return universe;
        var speaking = policies
            .Where(policy =>
                policy.Texts("policyTypes").Contains(direction) && Selects(policy["podSelector"], ours.Labels)
            )
            .ToList();
        if (speaking.Count == 0)
            return universe;
        return speaking
            .SelectMany(policy => policy.Items(direction == "Egress" ? "egress" : "ingress"))
            .Where(rule => rule.At(side) is null || rule.Items(side).Any(peer => IsPeer(peer, other)))
            .SelectMany(rule => rule.At("ports") is null ? universe : rule.Items("ports").Select(Port))
            .Distinct();
    }

    private static bool IsPeer(JsonNode peer, Place place)
    {
        if (peer.Text("ipBlock", "cidr") is { } block)
            return place.Address is { } address
                && System.Net.IPNetwork.Parse(block).Contains(System.Net.IPAddress.Parse(address));
        if (place.Address is not null)
            return false;
        var there = peer.At("namespaceSelector") is { } space
            ? place.Namespace is { } labels && Selects(space, labels)
            : place.Namespace is null;
        return there && Selects(peer.At("podSelector"), place.Labels);
    }

    private static bool Selects(JsonNode? selector, JsonObject labels)
    {
        selector.At("matchExpressions").ShouldBeNull("not understood here");
        return selector.Members("matchLabels").All(label => labels.Text(label.Key) == label.Value.Text());
    }

    private static string Port(JsonNode port) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{port.Text("port")}{(port.Text("endPort") is { } end ? $"-{end}" : "")}{(port.Text("protocol") is { } protocol and not "TCP" ? $"/{protocol}" : "")}"
        );
}
