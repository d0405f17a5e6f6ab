using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;

namespace ReferralNetwork.Deploy.Tests;

/// <summary>Secrets are named in the files and stand in none.</summary>
public sealed partial class SecretTests
{
    private static readonly JsonObject Compose = Yaml.Document("docker-compose.yml");

    [Fact]
    public void No_file_holds_a_secret()
    {
        string[] files =
        [
            "docker-compose.yml",
            "Dockerfile",
            ".env.example",
            .. Repository.Files("k8s"),
            .. Repository.Files("deploy"),
        ];
        foreach (var file in files)
            Secret().Matches(Repository.Read(file)).Select(found => $"{file}: {found.Value}").ShouldBeEmpty();
        Manifests.All.SelectMany(manifests => manifests.Of("Secret")).ShouldBeEmpty();
    }

    [Fact]
    public void A_variable_that_is_one_comes_from_elsewhere()
    {
        foreach (var (name, service) in Compose.Members("services"))
        foreach (var (variable, value) in service.Members("environment").Where(variable => IsSecret(variable.Key)))
            value.Text()!.ShouldStartWith("${", Case.Sensitive, $"{name}: {variable}");
        foreach (var container in Manifests.All.SelectMany(manifests => manifests.Containers))
        foreach (var (variable, value) in container.Environment.Where(variable => IsSecret(variable.Key)))
            value.At("secretKeyRef").ShouldNotBeNull($"{container.Where}: {variable}");
    }

    [Fact]
    public void The_example_names_every_variable_of_compose_and_no_value_of_a_secret()
    {
        var example = Regex
            .Matches(Repository.Read(".env.example"), "^([A-Z_]+)=(.*)$", RegexOptions.Multiline)
            .ToDictionary(line => line.Groups[1].Value, line => line.Groups[2].Value);
        Regex
            .Matches(Repository.Read("docker-compose.yml"), @"\$\{([A-Z_]+)")
            .Select(variable => variable.Groups[1].Value)
            .Distinct()
            .ShouldBe(example.Keys, ignoreOrder: true);
        example.Where(line => IsSecret(line.Key) && line.Value.Length > 0).ShouldBeEmpty();
        // What must be set stops compose where it is not.
        foreach (
            var name in example
                .Where(line => line.Value.Length == 0 && line.Key != "SETUP_CODE")
                .Select(line => line.Key)
        )
            Regex
                .Matches(Repository.Read("docker-compose.yml"), $@"\$\{{{name}(..)")
                .ShouldAllBe(use => use.Groups[1].Value == ":?", name);
        Repository.Read(".gitignore").Split('\n').ShouldContain("/.env");
        Repository.Read(".dockerignore").Split('\n').ShouldContain(".env");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task One_command_fills_in_every_secret_and_never_twice()
    {
        var folder = Directory.CreateTempSubdirectory("env");
        try
        {
            var script = Path.Combine(folder.CreateSubdirectory("deploy").FullName, "new-env");
            File.Copy(Path.Combine(Repository.Root, "deploy/new-env"), script);
            File.Copy(Path.Combine(Repository.Root, ".env.example"), Path.Combine(folder.FullName, ".env.example"));
            (await NewEnv(script, "help.example.org")).ShouldBe(2, "an address has a scheme");
            File.Exists(Path.Combine(folder.FullName, ".env")).ShouldBeFalse();

            (await NewEnv(script, "https://help.example.org")).ShouldBe(0);
            var made = File.ReadAllLines(Path.Combine(folder.FullName, ".env"));
            made.ShouldContain("ISSUER_ADDRESS=https://help.example.org");
            var secrets = made.Where(line => Regex.IsMatch(line, "^[A-Z_]+(PASSWORD|SECRET|CODE)="))
                .Select(line => line.Split('=')[1])
                .ToList();
            secrets.ShouldAllBe(secret => Regex.IsMatch(secret, "^[0-9a-f]{64}$"));
            secrets.ShouldBeUnique();
            made.ShouldAllBe(line => line.Length == 0 || line[0] == '#' || !line.EndsWith('='));
            var key = Path.Combine(folder.FullName, "secrets/master.key");
            Convert.FromBase64String(File.ReadAllText(key)).Length.ShouldBe(32);
            (File.GetUnixFileMode(Path.Combine(folder.FullName, ".env")) & ~UnixFileMode.UserWrite).ShouldBe(
                UnixFileMode.UserRead
            );

            (await NewEnv(script, "https://help.example.org")).ShouldBe(1, "what is there is kept");
            File.ReadAllLines(Path.Combine(folder.FullName, ".env")).ShouldBe(made);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static async Task<int> NewEnv(string script, string address)
        {
            using var process = Process.Start(
                new ProcessStartInfo("bash", [script, address])
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
    }

    [Theory]
    [InlineData("small", "postgres-ca")]
    [InlineData("national", "postgres-ca", "rabbitmq-default-user")]
    public void The_script_makes_every_secret_that_no_operator_makes(string overlay, params string[] operators)
    {
        using var script = Process.Start(
            new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "k8s/secrets"), overlay])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var made = Yaml.Parse(script.StandardOutput.ReadToEnd()).Select(secret => secret.AsObject()).ToList();
        script.WaitForExit();
        script.ExitCode.ShouldBe(0);
        foreach (var secret in made)
            SchemaTests.Validate(secret);
        var keys = made.SelectMany(secret =>
                secret.Members("stringData").Select(pair => $"{secret.Text("metadata", "name")}/{pair.Key}")
            )
            .ToList();

        var manifests = new Manifests(overlay);
        var wanted = manifests
            .Containers.SelectMany(container => container.Environment)
            .Select(variable => variable.Value.At("secretKeyRef"))
            .OfType<JsonNode>()
            .Select(reference => $"{reference.Text("name")}/{reference.Text("key")}")
            .Append("master-key/master.key")
            .Distinct()
            .Where(key => !operators.Contains(key.Split('/')[0]))
            .ToList();
        wanted.Except(keys).ShouldBeEmpty();
        manifests
            .Containers.SelectMany(container => container.Pod.Items("volumes"))
            .Select(volume => volume.Text("secret", "secretName"))
            .OfType<string>()
            .Except(operators)
            .Except(keys.Select(key => key.Split('/')[0]))
            .ShouldBeEmpty();
        made.Select(secret => secret.Text("metadata", "name")!)
            .Except(wanted.Select(key => key.Split('/')[0]))
            .ShouldBeEmpty("nobody asks for it");

        var master = made.Single(secret => secret.Text("metadata", "name") == "master-key")
            .Text("stringData", "master.key")!;
        Convert.FromBase64String(master).Length.ShouldBe(32);
        made.SelectMany(secret => secret.Members("stringData"))
            .Where(pair => pair.Key != "username")
            .Select(pair => pair.Value.Text())
            .ShouldBeUnique();
        foreach (
            var secret in made.Where(secret =>
                secret.Text("type") == "kubernetes.io/basic-auth"
                && secret.Text("metadata", "name")!.StartsWith("postgres-", StringComparison.Ordinal)
            )
        )
            $"postgres-{secret.Text("stringData", "username")!.Replace('_', '-')}".ShouldBe(
                secret.Text("metadata", "name")
            );
    }

    private static bool IsSecret(string name) => Names().IsMatch(name);

    [GeneratedRegex("PASS|SECRET|ClientSecret|SetupCode|SETUP_CODE")]
    private static partial Regex Names();

    // A password in an address or a connection string, long hexadecimal or base64, a PEM block.
    [GeneratedRegex(
        @"://[^\s""$]*:[^\s""$@/]+@|(?i:password|pwd)=[^\s$;""'`]|\b[0-9a-fA-F]{32,}\b|[A-Za-z0-9+/]{42,}=|-----BEGIN"
    )]
    private static partial Regex Secret();
}
