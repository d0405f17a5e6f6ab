using System.Text.RegularExpressions;

namespace ReferralNetwork.Deploy.Tests;

/// <summary>What runs, from which image, and what it is denied.</summary>
public sealed partial class ContainerTests
{
    private static readonly JsonObject Compose = Yaml.Document("docker-compose.yml");

    [Fact]
    public void Every_service_has_its_container_in_compose()
    {
        Compose
            .Members("services")
            .Select(service => service.Key)
            .ShouldBe([.. Repository.Processes, "postgres", "rabbitmq"], ignoreOrder: true);
        foreach (var process in Repository.Processes)
        {
            Compose.Texts("services", process, "command").ShouldBe([Repository.Dll(process)]);
            Compose.Text("services", process, "image").ShouldBe(Repository.Image);
        }
    }

    [Fact]
    public void Every_service_has_its_container_in_Kubernetes_and_migrates_before_it()
    {
        foreach (var manifests in Manifests.All)
        {
            manifests
                .Of("Deployment")
                .Select(one => one.Text("metadata", "name"))
                .ShouldBe(Repository.Processes, ignoreOrder: true);
            foreach (var process in Repository.Processes)
            {
                string[][] commands =
                    process == "gateway"
                        ?
                        [
                            [Repository.Dll(process)],
                        ]
                        :
                        [
                            [Repository.Dll(process), "migrate"],
                            [Repository.Dll(process)],
                        ];
                manifests
                    .Of(manifests.One("Deployment", process))
                    .Select(container => container.Json.Texts("args").ToArray())
                    .ShouldBe(commands);
            }
            manifests
                .Containers.Where(container => container.Image.StartsWith("referral-network", StringComparison.Ordinal))
                .ShouldAllBe(container => container.IsOurs);
        }
    }

    [Fact]
    public void Every_image_has_an_exact_version()
    {
        var images = Regex
            .Matches(Repository.Read("Dockerfile"), "^FROM +(\\S+)", RegexOptions.Multiline)
            .Select(from => from.Groups[1].Value)
            .Concat(Compose.Members("services").Select(service => service.Value.Text("image")!))
            .Concat(Manifests.All.SelectMany(manifests => manifests.Containers).Select(container => container.Image))
            .Append(Manifests.National.One("Cluster", "postgres").Text("spec", "imageName")!)
            .Append(Manifests.National.One("RabbitmqCluster", "rabbitmq").Text("spec", "image")!)
            .Distinct()
            .ToList();
        images.Count.ShouldBeGreaterThan(5);
        images.Where(image => !Exact().IsMatch(image)).ShouldBeEmpty();
    }

    [Fact]
    public void No_container_in_compose_may_more_than_it_must()
    {
        foreach (var (name, service) in Compose.Members("services"))
        {
            service.Text("read_only").ShouldBe("true", name);
            service.Texts("cap_drop").ShouldBe(["ALL"], name);
            service.Texts("security_opt").ShouldBe(["no-new-privileges:true"], name);
            service.Text("user").ShouldNotBeNull(name).ShouldNotStartWith("0");
            service.Text("mem_limit").ShouldNotBeNull(name);
            new[] { "privileged", "cap_add", "pid", "ipc", "network_mode", "devices" }.ShouldAllBe(
                more => service.At(more) == null,
                name
            );
        }
    }

    [Fact]
    public void No_container_in_Kubernetes_may_more_than_it_must()
    {
        foreach (var container in Manifests.All.SelectMany(manifests => manifests.Containers))
        {
            var (own, pod) = (container.Json["securityContext"], container.Pod["securityContext"]);
            pod.Text("runAsNonRoot").ShouldBe("true", container.Where);
            pod.Text("runAsUser").ShouldBe(container.IsOurs ? UserOfTheImage : "999", container.Where);
            pod.Text("seccompProfile", "type").ShouldBe("RuntimeDefault", container.Where);
            own.Text("allowPrivilegeEscalation").ShouldBe("false", container.Where);
            own.Text("readOnlyRootFilesystem").ShouldBe("true", container.Where);
            own.Texts("capabilities", "drop").ShouldBe(["ALL"], container.Where);
            own.At("capabilities", "add").ShouldBeNull(container.Where);
            new[] { "privileged", "runAsUser", "runAsNonRoot", "seccompProfile" }.ShouldAllBe(
                other => own.At(other) == null,
                container.Where
            );
            new[] { "hostNetwork", "hostPID", "hostIPC" }.ShouldAllBe(
                host => container.Pod.At(host) == null,
                container.Where
            );
            container.Pod.Items("volumes").ShouldAllBe(volume => volume.At("hostPath") == null, container.Where);
            container.Pod.Text("automountServiceAccountToken").ShouldBe("false", container.Where);
            foreach (var resource in new[] { "requests", "limits" })
                container
                    .Json.Members("resources", resource)
                    .Select(one => one.Key)
                    .ShouldBe(["cpu", "memory"], ignoreOrder: true, container.Where);
        }
        foreach (var manifests in Manifests.All)
            manifests
                .One("Namespace", "referral-network")
                .Text("metadata", "labels", "pod-security.kubernetes.io/enforce")
                .ShouldBe("restricted");
    }

    [Fact]
    public void Every_pod_is_probed_and_may_be_moved()
    {
        foreach (var manifests in Manifests.All)
        {
            var kept = manifests
                .Of("PodDisruptionBudget")
                .Select(budget => budget.Text("spec", "selector", "matchLabels", "app.kubernetes.io/name"))
                .ToList();
            kept.ShouldBe([.. Repository.Processes, "rabbitmq"], ignoreOrder: true);
            foreach (var container in manifests.Containers.Where(container => container.Json.Text("name") != "migrate"))
                new[] { "startupProbe", "readinessProbe", "livenessProbe" }.ShouldAllBe(
                    probe => container.Json.At(probe) != null,
                    container.Where
                );
        }
        Manifests
            .National.Of("HorizontalPodAutoscaler")
            .Select(scaler => scaler.Text("spec", "scaleTargetRef", "name"))
            .ShouldBe(Repository.Processes, ignoreOrder: true);
        Manifests
            .National.Of("Deployment")
            .ShouldAllBe(deployment => deployment.At("spec", "replicas") == null, "the autoscaler's to say");
    }

    [Fact]
    public void Compose_waits_until_what_a_service_needs_is_healthy()
    {
        foreach (var (name, service) in Compose.Members("services"))
        {
            service.At("healthcheck", "test").ShouldNotBeNull(name);
            var needs = service.Members("depends_on").Select(need => need.Key).ToList();
            service.Members("depends_on").ShouldAllBe(need => need.Value.Text("condition") == "service_healthy", name);
            if (name == "gateway")
                needs.ShouldBe(Repository.Services, ignoreOrder: true);
            else if (Repository.Services.Contains(name))
                needs.ShouldBeSubsetOf(["postgres", "rabbitmq", "identity"], name);
        }
    }

    private static string UserOfTheImage =>
        Regex.Match(Repository.Read("Dockerfile"), "^USER (\\d+)$", RegexOptions.Multiline).Groups[1].Value;

    // registry/name:1.2.3-word, or our own version.
    [GeneratedRegex(@"^[a-z0-9./-]+:\d+\.\d+(\.\d+)?(-[a-z]+)*(@sha256:[0-9a-f]{64})?( AS build)?$")]
    private static partial Regex Exact();
}
