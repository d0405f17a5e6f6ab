using System.Text.RegularExpressions;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Deploy.Tests;

/// <summary>
/// What the deployment's files say of each kind: written from the descriptors, between <c># kinds: name</c> and
/// <c># end of kinds</c>, or as a file of its own. <c>tools/kinds</c> writes them.
/// </summary>
internal static partial class KindSections
{
    private const string Document = "\n---\n";

    /// <summary>One piece a kind; of a text are replaced {route}, {database}, {PASSWORD} and {Program}.</summary>
    private static readonly Dictionary<(string File, string Section), string> Pieces = new()
    {
        [("docker-compose.yml", "passwords")] = "      {PASSWORD}: ${{PASSWORD}:?see .env.example}\n",
        [("docker-compose.yml", "services")] = """
              {route}:
                <<: *service
                command: ["{Program}"]
                environment:
                  <<: *settings
                  Database__ConnectionString: Host=postgres;Database={database};Username={database}
                  PGPASSWORD: ${{PASSWORD}:?see .env.example}


            """,
        [("docker-compose.yml", "healthy")] = "      {route}: { condition: service_healthy }\n",
        [("docker-compose.yml", "addresses")] = "      Services__{route}: http://{route}:8080\n",
        [(".env.example", "passwords")] = "{PASSWORD}=\n",
        [("k8s/base/kustomization.yaml", "files")] = "  - {route}.yaml\n",
        [("k8s/base/gateway.yaml", "addresses")] =
            "            - { name: Services__{route}, value: \"http://{route}:8080\" }\n",
        [("k8s/base/disruption.yaml", "documents")] = """
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata:
              name: {route}
            spec:
              maxUnavailable: 1
              selector:
                matchLabels: { app.kubernetes.io/name: {route} }
            ---

            """,
        [("k8s/overlays/national/scaling.yaml", "documents")] = """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata:
              name: {route}
            spec:
              scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: {route} }
              minReplicas: 2
              maxReplicas: 6
              metrics:
                - type: Resource
                  resource: { name: cpu, target: { type: AverageValue, averageValue: 500m } }
            ---

            """,
        [("k8s/overlays/national/postgres.yaml", "databases")] = """
                    - CREATE ROLE {database}
                    - CREATE DATABASE {database} OWNER {database}
                    - REVOKE ALL ON DATABASE {database} FROM PUBLIC

            """,
        [("k8s/overlays/national/postgres.yaml", "roles")] =
            "      - { name: {database}, ensure: present, login: true, passwordSecret: { name: postgres-{route} } }\n",
        [("k8s/overlays/small/postgres.yaml", "passwords")] =
            "            - { name: {PASSWORD}, valueFrom: { secretKeyRef: { name: postgres-{route}, key: password } "
            + "} }\n",
    };

    /// <summary>Files with sections, and a file a kind.</summary>
    public static IEnumerable<string> Files =>
        Pieces
            .Keys.Select(key => key.File)
            .Concat(["k8s/secrets", "deploy/postgres-init.sh"])
            .Distinct()
            .Concat(KindDescriptor.All.Select(kind => $"k8s/base/{kind.Route}.yaml"));

    /// <returns>The file as it should be.</returns>
    public static string Written(string file) =>
        KindDescriptor.All.FirstOrDefault(kind => file == $"k8s/base/{kind.Route}.yaml") is { } own
            ? Deployment(own)
            : Section()
                .Replace(
                    Repository.Read(file),
                    section =>
                        section.Groups["head"].Value
                        + Lines(file, section.Groups["name"].Value)
                        + section.Groups["end"].Value
                );

    private static string Lines(string file, string section) =>
        file switch
        {
            "k8s/secrets" => Loop("service", kind => kind.Route),
            "deploy/postgres-init.sh" => Loop("name", Database),
            _ => Separated(string.Concat(KindDescriptor.All.Select(kind => Fill(Pieces[(file, section)], kind)))),
        };

    private static string Loop(string variable, Func<KindDescriptor, string> name) =>
        $"for {variable} in identity referrals {string.Join(' ', KindDescriptor.All.Select(name))} portal; do\n";

    // What parts pieces from one another does not stand after the last.
    private static string Separated(string pieces) =>
        pieces.EndsWith(Document, StringComparison.Ordinal) ? pieces[..^(Document.Length - 1)]
        : pieces.EndsWith("\n\n", StringComparison.Ordinal) ? pieces[..^1]
        : pieces;

    // Every kind's is the first's but for its names.
    private static string Deployment(KindDescriptor kind) => Fill(Repository.Read("k8s/kind.yaml"), kind);

    private static string Fill(string piece, KindDescriptor kind) =>
        piece
            .Replace("{route}", kind.Route, StringComparison.Ordinal)
            .Replace("{database}", Database(kind), StringComparison.Ordinal)
            .Replace("{PASSWORD}", $"{Database(kind).ToUpperInvariant()}_PASSWORD", StringComparison.Ordinal)
            .Replace("{Program}", Repository.Dll(kind.Route), StringComparison.Ordinal);

    // No quoting in SQL.
    private static string Database(KindDescriptor kind) => kind.Route.Replace('-', '_');

    [GeneratedRegex(
        @"(?<head>^[ ]*\# kinds: (?<name>[a-z]+)\n)(?<lines>.*?)(?<end>^[ ]*\# end of kinds$)",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Section();
}
