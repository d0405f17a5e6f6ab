using System.Text.Json;
using System.Text.Json.Serialization;
using Json.Schema;
using k8s.Models;

namespace ReferralNetwork.Deploy.Tests;

/// <summary>No manifest names what its reader does not know.</summary>
public sealed class SchemaTests
{
    // Kubernetes' own published API as the client's classes have it: a member that it does not have, or of another
    // type, is refused.
    private static readonly JsonSerializerOptions Strict = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly Dictionary<string, Type> Kinds = new()
    {
        ["v1 Namespace"] = typeof(V1Namespace),
        ["v1 Service"] = typeof(V1Service),
        ["v1 ConfigMap"] = typeof(V1ConfigMap),
        ["v1 Secret"] = typeof(V1Secret),
        ["apps/v1 Deployment"] = typeof(V1Deployment),
        ["apps/v1 StatefulSet"] = typeof(V1StatefulSet),
        ["networking.k8s.io/v1 NetworkPolicy"] = typeof(V1NetworkPolicy),
        ["networking.k8s.io/v1 Ingress"] = typeof(V1Ingress),
        ["policy/v1 PodDisruptionBudget"] = typeof(V1PodDisruptionBudget),
        ["autoscaling/v2 HorizontalPodAutoscaler"] = typeof(V2HorizontalPodAutoscaler),
    };

    // No package has the operators' definitions: these are the fields that we use, read in their documentation, and no
    // more.
    private static readonly Dictionary<string, string[]> Operators = new()
    {
        ["postgresql.cnpg.io/v1 Cluster"] =
        [
            "instances",
            "imageName",
            "postgresql.synchronous.method",
            "postgresql.synchronous.number",
            "postgresql.synchronous.dataDurability",
            "storage.size",
            "affinity.enablePodAntiAffinity",
            "affinity.topologyKey",
            "bootstrap.initdb.postInitSQL",
            "managed.roles.name",
            "managed.roles.ensure",
            "managed.roles.login",
            "managed.roles.passwordSecret.name",
            "resources.requests.cpu",
            "resources.requests.memory",
            "resources.limits.cpu",
            "resources.limits.memory",
        ],
        ["rabbitmq.com/v1beta1 RabbitmqCluster"] =
        [
            "replicas",
            "image",
            "persistence.storage",
            "rabbitmq.additionalConfig",
            "resources.requests.cpu",
            "resources.requests.memory",
            "resources.limits.cpu",
            "resources.limits.memory",
        ],
    };

    [Theory]
    [InlineData("small")]
    [InlineData("national")]
    public void Every_manifest_is_of_a_known_kind_and_shape(string overlay)
    {
        foreach (var resource in new Manifests(overlay).Resources)
            Validate(resource);
    }

    [Theory]
    [InlineData("small")]
    [InlineData("national")]
    public void A_selector_finds_its_own_pods_and_a_probe_its_own_port(string overlay)
    {
        var manifests = new Manifests(overlay);
        foreach (var workload in manifests.Workloads)
        foreach (var (label, value) in workload.Members("spec", "selector", "matchLabels"))
            workload
                .Text("spec", "template", "metadata", "labels", label)
                .ShouldBe(value.Text(), workload.Text("metadata", "name"));
        foreach (var container in manifests.Containers)
        foreach (
            var probe in new[] { "startupProbe", "readinessProbe", "livenessProbe" }.Select(probe =>
                container.Json[probe]
            )
        )
            if ((probe.Text("httpGet", "port") ?? probe.Text("tcpSocket", "port")) is { } port)
                container.Json.Items("ports").Select(known => known.Text("name")).ShouldContain(port, container.Where);
    }

    [Fact]
    public void The_compose_file_is_one()
    {
        // It names its draft in its own way, and its durations are 10s, not the draft's PT10S.
        var text = Repository
            .Read("tests/Deploy.Tests/Schemas/compose-spec.json")
            .Replace(
                "http://json-schema.org/draft/2019-09/schema#",
                "https://json-schema.org/draft/2019-09/schema",
                StringComparison.Ordinal
            )
            .Replace("\"format\": \"duration\"", "\"format\": \"compose\"", StringComparison.Ordinal);
        var result = JsonSchema
            .FromText(text)
            .Evaluate(Yaml.Document("docker-compose.yml"), new EvaluationOptions { OutputFormat = OutputFormat.List });
        result.IsValid.ShouldBeTrue(
            string.Join(
                '\n',
                result
                    .Details.Where(detail => detail.HasErrors)
                    .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"))
            )
        );
    }

    internal static void Validate(JsonObject resource)
    {
        var kind = $"{resource.Text("apiVersion")} {resource.Text("kind")}";
        if (Operators.TryGetValue(kind, out var fields))
        {
            // Pods within are Kubernetes' own.
            foreach (var name in new[] { "affinity", "override" })
                if (resource["spec"]![name] is JsonObject own && kind.StartsWith("rabbitmq", StringComparison.Ordinal))
                {
                    if (name == "affinity")
                        own.Deserialize<V1Affinity>(Strict);
                    else
                        own["statefulSet"]!["spec"]!["template"]!.Deserialize<V1PodTemplateSpec>(Strict);
                    resource["spec"]!.AsObject().Remove(name);
                }
            Leaves(resource["spec"]!, "").Distinct().Except(fields).ShouldBeEmpty(kind);
            return;
        }
        Kinds.ShouldContainKey(kind);
        try
        {
            resource.Deserialize(Kinds[kind], Strict);
        }
        catch (JsonException e)
        {
            Assert.Fail($"{kind} {resource.Text("metadata", "name")}: {e.Message}");
        }
    }

    private static IEnumerable<string> Leaves(JsonNode node, string path) =>
        node switch
        {
            JsonObject map => map.SelectMany(member =>
                Leaves(member.Value!, path.Length == 0 ? member.Key : $"{path}.{member.Key}")
            ),
            JsonArray list => list.SelectMany(item => Leaves(item!, path)),
            _ => [path],
        };
}
