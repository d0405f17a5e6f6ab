namespace ReferralNetwork.Deploy.Tests;

/// <param name="Where">For whoever reads a failure.</param>
/// <param name="Environment">Each variable, with its value or with where it comes from.</param>
internal sealed record Container(
    string Where,
    JsonNode Json,
    JsonNode Pod,
    IReadOnlyList<KeyValuePair<string, JsonNode>> Environment
)
{
    public string Image => Json.Text("image")!;

    /// <summary>Runs our own code.</summary>
    public bool IsOurs => Image == Repository.Image;
}

/// <summary>What an overlay brings into a cluster.</summary>
internal sealed class Manifests(string name)
{
    public static readonly Manifests Small = new("small");
    public static readonly Manifests National = new("national");
    public static readonly IReadOnlyList<Manifests> All = [Small, National];

    public string Name => name;

    public IReadOnlyList<JsonObject> Resources { get; } = new Kustomization($"k8s/overlays/{name}").Resources;

    public IEnumerable<JsonObject> Of(string kind) => Resources.Where(resource => resource.Text("kind") == kind);

    public JsonObject One(string kind, string resource) =>
        Of(kind).Single(one => one.Text("metadata", "name") == resource);

    public IEnumerable<JsonObject> Workloads => Of("Deployment").Concat(Of("StatefulSet"));

    public IEnumerable<Container> Containers => Workloads.SelectMany(Of);

    /// <summary>First those that run before.</summary>
    public IEnumerable<Container> Of(JsonObject workload)
    {
        var pod = workload.At("spec", "template", "spec")!;
        return pod.Items("initContainers")
            .Concat(pod.Items("containers"))
            .Select(container => new Container(
                $"{name}: {workload.Text("metadata", "name")}/{container.Text("name")}",
                container,
                pod,
                [.. Environment(container)]
            ));
    }

    private IEnumerable<KeyValuePair<string, JsonNode>> Environment(JsonNode container)
    {
        foreach (var from in container.Items("envFrom"))
        foreach (var (key, value) in One("ConfigMap", from.Text("configMapRef", "name")!).Members("data"))
            yield return new(key, value!);
        foreach (var variable in container.Items("env"))
            yield return new(variable.Text("name")!, variable.At("value") ?? variable.At("valueFrom")!);
    }
}
