using System.Text.RegularExpressions;

namespace ReferralNetwork.Deploy.Tests;

/// <summary>No container is told what nobody reads, and each what it needs.</summary>
public sealed partial class SettingsTests
{
    private static readonly JsonObject Compose = Yaml.Document("docker-compose.yml");
    private static readonly string[] Product = ["contracts", "platform", "pages", "services", "gateway"];

    // Read by the runtime, by ASP.NET Core and by Npgsql.
    private static readonly string[] Libraries =
    [
        "ASPNETCORE_URLS",
        "ASPNETCORE_HTTP_PORTS",
        "DOTNET_gcServer",
        "DOTNET_EnableDiagnostics",
        "PGPASSWORD",
    ];

    // Read by the two other images, and by deploy/postgres-init.sh.
    private static readonly string[] Images =
    [
        "POSTGRES_PASSWORD",
        "PGDATA",
        "RABBITMQ_NODENAME",
        "RABBITMQ_LOG_BASE",
        "RABBITMQ_DEFAULT_USER",
        "RABBITMQ_DEFAULT_PASS",
        .. Regex
            .Match(Repository.Read("deploy/postgres-init.sh"), "for name in (.+); do")
            .Groups[1]
            .Value.Split(' ')
            .Select(name => $"{name.ToUpperInvariant()}_PASSWORD"),
    ];

    // As the code asks for them, and as docs/operating.md names them.
    private static readonly HashSet<string> Settings =
    [
        .. Product
            .SelectMany(folder => Repository.Files(folder, "*.cs"))
            .Select(Repository.Read)
            .Select(SourceCode.Joined)
            .SelectMany(source => Asked().Matches(source))
            .Concat(Documented().Matches(Repository.Read("docs/operating.md")))
            .Select(key => key.Groups[1].Value),
    ];

    [Fact]
    public void Settings_are_found()
    {
        foreach (
            var known in new[]
            {
                "Issuer:Address",
                "MasterKey:File",
                "Portal:ClientSecret",
                "Proxies",
                "Database:Provider",
            }
        )
            Settings.ShouldContain(known);
        Settings.ShouldNotContain("Database");
    }

    [Fact]
    public void Our_containers_in_Kubernetes_are_told_only_what_somebody_reads()
    {
        foreach (
            var container in Manifests
                .All.SelectMany(manifests => manifests.Containers)
                .Where(container => container.IsOurs)
        )
        {
            var used = container
                .Environment.SelectMany(variable => Reference().Matches(variable.Value.ToString()))
                .Select(name => name.Groups[1].Value);
            container
                .Environment.Select(variable => variable.Key)
                .Where(name => !IsRead(name))
                .Except(used)
                .ShouldBeEmpty(container.Where);
        }
    }

    [Fact]
    public void A_variable_is_set_before_it_is_used()
    {
        foreach (var container in Manifests.All.SelectMany(manifests => manifests.Containers))
        {
            var set = new HashSet<string>();
            foreach (var variable in container.Json.Items("env"))
            {
                Reference()
                    .Matches(variable.Text("value") ?? "")
                    .Select(name => name.Groups[1].Value)
                    .Except(set)
                    .ShouldBeEmpty($"{container.Where}: {variable.Text("name")}");
                set.Add(variable.Text("name")!);
            }
        }
    }

    [Fact]
    public void Our_containers_in_compose_are_told_only_what_somebody_reads()
    {
        foreach (var process in Repository.Processes)
            Compose
                .Members("services", process, "environment")
                .Select(variable => variable.Key)
                .Where(name => !IsRead(name))
                .ShouldBeEmpty(process);
        foreach (
            var line in Regex
                .Matches(Repository.Read("Dockerfile"), "^ENV (.+)$", RegexOptions.Multiline)
                .SelectMany(env => env.Groups[1].Value.Split(' '))
        )
            IsRead(line.Split('=')[0]).ShouldBeTrue(line);
    }

    [Fact]
    public void The_other_images_are_told_only_what_they_read()
    {
        foreach (var image in new[] { "postgres", "rabbitmq" })
            Compose
                .Members("services", image, "environment")
                .Select(variable => variable.Key)
                .Except(Images)
                .ShouldBeEmpty(image);
        foreach (var container in Manifests.Small.Containers.Where(container => !container.IsOurs))
            container.Environment.Select(variable => variable.Key).Except(Images).ShouldBeEmpty(container.Where);
    }

    [Fact]
    public void Every_service_has_its_own_database_and_the_issuer_and_the_broker()
    {
        foreach (var service in Repository.Services)
        {
            var database = service.Replace('-', '_');
            var told = Compose
                .Members("services", service, "environment")
                .ToDictionary(variable => variable.Key, variable => variable.Value!);
            told["Database__ConnectionString"]
                .ToString()
                .ShouldBe($"Host=postgres;Database={database};Username={database}");
            told["PGPASSWORD"].ToString().ShouldStartWith($"${{{database.ToUpperInvariant()}_PASSWORD:?");
            Told(told.Keys, service);
            Images.ShouldContain($"{database.ToUpperInvariant()}_PASSWORD");
            foreach (var manifests in Manifests.All)
            {
                foreach (var container in manifests.Of(manifests.One("Deployment", service)))
                {
                    told = container
                        .Environment.DistinctBy(variable => variable.Key)
                        .ToDictionary(variable => variable.Key, variable => variable.Value);
                    told["Database__ConnectionString"]
                        .ToString()
                        .ShouldBe($"$(DATABASE_SERVER);Database={database};Username={database}", container.Where);
                    told["PGPASSWORD"].Text("secretKeyRef", "name").ShouldBe($"postgres-{service}", container.Where);
                    told["Database__Migrate"].ToString().ShouldBe("false", container.Where);
                    Told(told.Keys, service);
                }
            }
            var statements = Manifests
                .National.One("Cluster", "postgres")
                .Texts("spec", "bootstrap", "initdb", "postInitSQL")
                .ToList();
            foreach (
                var statement in new[]
                {
                    $"CREATE ROLE {database}",
                    $"CREATE DATABASE {database} OWNER {database}",
                    $"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
                }
            )
                statements.ShouldContain(statement);
            var role = Manifests
                .National.One("Cluster", "postgres")
                .Items("spec", "managed", "roles")
                .Single(role => role.Text("name") == database);
            (role.Text("login"), role.Text("passwordSecret", "name")).ShouldBe(("true", $"postgres-{service}"));
        }
    }

    [Fact]
    public void The_health_check_finds_its_shell_in_the_image()
    {
        var shell = Repository.Read("deploy/healthy").Split('\n')[0]["#!".Length..];
        Repository.Read("Dockerfile").Split('\n').ShouldContain($"COPY --from=build /usr/bin/bash {shell}");
    }

    [Fact]
    public void Everything_listens_and_is_asked_at_one_port()
    {
        Repository.Read("Dockerfile").ShouldContain("ASPNETCORE_URLS=http://+:8080 ");
        Repository.Read("deploy/healthy").ShouldContain("/dev/tcp/127.0.0.1/8080 ");
        Compose.Texts("services", "gateway", "ports").Single().ShouldEndWith(":8080");
        foreach (var manifests in Manifests.All)
        foreach (var process in Repository.Processes)
        {
            manifests
                .Of(manifests.One("Deployment", process))
                .Last()
                .Json.Items("ports")
                .Single()
                .Text("containerPort")
                .ShouldBe("8080", process);
            manifests.One("Service", process).Items("spec", "ports").Single().Text("port").ShouldBe("8080", process);
            manifests.One("Service", process).Text("spec", "selector", "app.kubernetes.io/name").ShouldBe(process);
        }
    }

    [Fact]
    public void The_gateway_knows_every_service_and_all_know_one_issuer()
    {
        const string Metadata = "http://identity:8080/.well-known/openid-configuration";
        foreach (
            var told in Manifests
                .All.Select(manifests =>
                    manifests
                        .Of(manifests.One("Deployment", "gateway"))
                        .Single()
                        .Environment.ToDictionary(v => v.Key, v => v.Value.ToString())
                )
                .Append(
                    Compose.Members("services", "gateway", "environment").ToDictionary(v => v.Key, v => v.Value.Text()!)
                )
        )
        {
            foreach (var service in Repository.Services)
                told[$"Services__{service}"].ShouldBe($"http://{service}:8080");
            told.Keys.Count(name => name.StartsWith("Services__", StringComparison.Ordinal))
                .ShouldBe(Repository.Services.Count);
        }
        foreach (var process in Repository.Processes)
            Compose.Text("services", process, "environment", "Issuer__Metadata").ShouldBe(Metadata);
        foreach (var manifests in Manifests.All)
            manifests.One("ConfigMap", "settings").Text("data", "Issuer__Metadata").ShouldBe(Metadata);
    }

    private static void Told(IEnumerable<string> names, string service)
    {
        string[] all =
        [
            "Issuer__Address",
            "Issuer__Metadata",
            "Broker__Address",
            "Database__Provider",
            "MasterKey__File",
        ];
        all.Concat(service is "identity" or "portal" ? ["Portal__ClientSecret"] : [])
            .Concat(service == "portal" ? ["Portal__Network"] : [])
            .Except(names)
            .ShouldBeEmpty(service);
        if (service is not ("identity" or "portal"))
            names.ShouldNotContain("Portal__ClientSecret", service);
    }

    private static bool IsRead(string name) =>
        Libraries.Contains(name)
        || Settings.Contains(name.Replace("__", ":", StringComparison.Ordinal))
        || (
            name.StartsWith("Services__", StringComparison.Ordinal)
            && Repository.Services.Contains(name["Services__".Length..])
        );

    [GeneratedRegex(@"(?:onfiguration\[|GetValue(?:<[^>]+>)?\()""([A-Za-z]+(?::[A-Za-z]+)*)""")]
    private static partial Regex Asked();

    [GeneratedRegex("`([A-Z][A-Za-z]+(?::[A-Z][A-Za-z]+)+)`")]
    private static partial Regex Documented();

    [GeneratedRegex(@"\$\(([A-Z_]+)\)")]
    private static partial Regex Reference();
}
