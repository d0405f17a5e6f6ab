namespace ReferralNetwork.Deploy.Tests;

/// <summary>
/// As much of Kustomize as k8s/ uses: resources, literals and files for ConfigMaps, merge patches. Where kubectl is at
/// hand a test compares it with the real one.
/// </summary>
internal sealed class Kustomization
{
    private readonly string _folder;
    private readonly JsonObject _file;
    private readonly List<JsonObject> _resources = [];

    public Kustomization(string folder)
    {
        _folder = folder;
        _file = Yaml.Document($"{folder}/kustomization.yaml");
        Files =
        [
            .. _file
                .Texts("resources")
                .Concat(_file.Items("patches").Select(patch => patch.Text("path")!))
                .Concat(_file.Items("configMapGenerator").SelectMany(map => map.Texts("files")))
                .Select(Path),
        ];
        foreach (var resource in _file.Texts("resources").Select(Path))
            _resources.AddRange(
                Directory.Exists(System.IO.Path.Combine(Repository.Root, resource))
                    ? new Kustomization(resource).Resources
                    : Yaml.Documents(resource)
            );
        foreach (var map in _file.Items("configMapGenerator"))
            Generate(map);
        foreach (var patch in _file.Items("patches"))
            Patch(patch);
        if (_file.Text("namespace") is { } name)
            foreach (var resource in _resources.Where(resource => resource.Text("kind") != "Namespace"))
                resource["metadata"]!["namespace"] = name;
    }

    /// <summary>All that it names, folders too.</summary>
    public IReadOnlyList<string> Files { get; }

    public IReadOnlyList<JsonObject> Resources => _resources;

    private string Path(string relative) =>
        System
            .IO.Path.GetRelativePath(
                Repository.Root,
                System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, _folder, relative))
            )
            .Replace('\\', '/');

    private void Generate(JsonNode map)
    {
        var name = map.Text("name")!;
        var made = _resources.SingleOrDefault(resource =>
            resource.Text("kind") == "ConfigMap" && resource.Text("metadata", "name") == name
        );
        (made is not null).ShouldBe(map.Text("behavior") == "merge", $"{_folder}: ConfigMap {name}");
        if (made is null)
        {
            made = new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "ConfigMap",
                ["metadata"] = new JsonObject { ["name"] = name },
                ["data"] = new JsonObject(),
            };
            _resources.Add(made);
        }
        foreach (var literal in map.Texts("literals").Select(literal => literal.Split('=', 2)))
            made["data"]![literal[0]] = literal[1];
        foreach (var file in map.Texts("files"))
            made["data"]![file] = Repository.Read(Path(file));
    }

    private void Patch(JsonNode patch)
    {
        var change = Yaml.Document(Path(patch.Text("path")!));
        var targets = _resources
            .Where(resource =>
                patch.At("target") is { } target
                    ? resource.Text("kind") == target.Text("kind") && HasLabel(resource, target.Text("labelSelector"))
                    : resource.Text("kind") == change.Text("kind")
                        && resource.Text("metadata", "name") == change.Text("metadata", "name")
            )
            .ToList();
        targets.ShouldNotBeEmpty($"{_folder}: {patch.Text("path")} changes nothing");
        foreach (var target in targets)
            Merge(target, new JsonObject { ["spec"] = change["spec"]!.DeepClone() });
    }

    private static bool HasLabel(JsonNode resource, string? selector) =>
        selector?.Split('=') is not [var key, var value] || resource.Text("metadata", "labels", key) == value;

    private static void Merge(JsonObject into, JsonObject change)
    {
        foreach (var (name, value) in change)
            if (into[name] is JsonObject map && value is JsonObject changed)
                Merge(map, changed);
            else if (into[name] is JsonArray list && value is JsonArray changes && Key(list, changes) is { } key)
                Merge(list, changes, key);
            else
                into[name] = value?.DeepClone();
    }

    private static void Merge(JsonArray into, JsonArray changes, string key)
    {
        foreach (var change in changes.OfType<JsonObject>())
            if (into.FirstOrDefault(item => item.Text(key) == change.Text(key)) is JsonObject item)
                Merge(item, change);
            else
                into.Add(change.DeepClone());
    }

    // By what Kubernetes tells the items of a list apart; a list without goes as a whole.
    private static string? Key(JsonArray list, JsonArray changes) =>
        new[] { "mountPath", "name" }.FirstOrDefault(key =>
            list.Concat(changes).All(item => item.Text(key) is not null)
        );
}
