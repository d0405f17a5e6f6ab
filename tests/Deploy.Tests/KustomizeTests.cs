using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ReferralNetwork.Deploy.Tests;

public sealed partial class KustomizeTests
{
    private static readonly string[] Folders = ["k8s/base", "k8s/overlays/small", "k8s/overlays/national"];

    [Fact]
    public void Every_file_is_there_and_named_once()
    {
        foreach (var folder in Folders)
        {
            var named = new Kustomization(folder).Files;
            named.ShouldBeUnique(folder);
            named.Where(path => !Path.Exists(Path.Combine(Repository.Root, path))).ShouldBeEmpty(folder);
            Repository.Files(folder, "*.yaml").Except(named).ShouldBe([$"{folder}/kustomization.yaml"]);
        }
    }

    [Fact]
    public void Nothing_is_defined_twice()
    {
        foreach (var manifests in Manifests.All)
            manifests
                .Resources.Select(resource => $"{resource.Text("kind")} {resource.Text("metadata", "name")}")
                .ShouldBeUnique(manifests.Name);
    }

    [Fact]
    public void Whatever_is_referred_to_is_there()
    {
        foreach (var manifests in Manifests.All)
        {
            var services = manifests.Of("Service").Select(service => service.Text("metadata", "name")!).ToList();
            // Their operators make these.
            if (manifests == Manifests.National)
                services.AddRange(["rabbitmq", "postgres-rw"]);
            var hosts = manifests
                .Containers.SelectMany(c => c.Environment)
                .SelectMany(v => Host().Matches(v.Value.ToString()))
                .Select(host => host.Groups[1].Value)
                .Distinct()
                .ToList();
            hosts.Except(services).ShouldBe(["network.example.org"], manifests.Name);
            foreach (var scaler in manifests.Of("HorizontalPodAutoscaler"))
                manifests.One("Deployment", scaler.Text("spec", "scaleTargetRef", "name")!);
            foreach (var workload in manifests.Workloads)
            {
                var volumes = workload
                    .Items("spec", "template", "spec", "volumes")
                    .Concat(workload.Items("spec", "volumeClaimTemplates").Select(claim => claim["metadata"]!));
                manifests
                    .Of(workload)
                    .SelectMany(container => container.Json.Items("volumeMounts"))
                    .Select(mount => mount.Text("name"))
                    .Except(volumes.Select(volume => volume.Text("name")))
                    .ShouldBeEmpty(workload.Text("metadata", "name"));
            }
        }
    }

    [Fact]
    public void The_address_of_the_ingress_is_the_issuers()
    {
        foreach (var manifests in Manifests.All)
        {
            var host = manifests.One("ConfigMap", "settings").Text("data", "Issuer__Address")!["https://".Length..];
            manifests.One("Ingress", "gateway").Items("spec", "rules").Single().Text("host").ShouldBe(host);
            manifests.One("Ingress", "gateway").Items("spec", "tls").Single().Texts("hosts").ShouldBe([host]);
        }
    }

    [Theory]
    [InlineData("small")]
    [InlineData("national")]
    public void Kustomize_itself_builds_the_same(string overlay)
    {
        Process kubectl;
        try
        {
            kubectl = Process.Start(
                new ProcessStartInfo("kubectl", ["kustomize", Path.Combine(Repository.Root, "k8s/overlays", overlay)])
                {
                    RedirectStandardOutput = true,
                    UseShellExecute = false,
                }
            )!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("no kubectl here");
            return;
        }
        using (kubectl)
        {
            var built = Yaml.Parse(Hash().Replace(kubectl.StandardOutput.ReadToEnd(), "$1"));
            kubectl.WaitForExit();
            var (real, ours) = (Sorted(built), Sorted(new Manifests(overlay).Resources));
            real.Except(ours).ShouldBeEmpty();
            ours.Except(real).ShouldBeEmpty();
        }
    }

    private static List<string> Sorted(IEnumerable<JsonNode> resources) =>
        [.. resources.Select(resource => Sorted(resource)!.ToString())];

    // Where a patch adds to volumes and mounts, their order is another one, and means nothing.
    private static JsonNode? Sorted(JsonNode? node, string member = "") =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value, pair.Key)))
            ),
            JsonArray list => new JsonArray([
                .. (
                    member is "volumes" or "volumeMounts"
                        ? list.OrderBy(item => item.Text("name"), StringComparer.Ordinal)
                        : list.AsEnumerable()
                ).Select(item => Sorted(item)),
            ]),
            _ => node?.DeepClone(),
        };

    [GeneratedRegex(@"(?:Host=|//)(?:[^@;/ ]*@)?([a-z][a-z.-]*)")]
    private static partial Regex Host();

    [GeneratedRegex(@"\b(settings|edge|postgres-init|rabbitmq)-[a-z0-9]{10}\b")]
    private static partial Regex Hash();
}
