using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Npgsql;
using ReferralNetwork.System.Tests.Races;

namespace ReferralNetwork.System.Tests.Distributed;

/// <summary>Keys that processes share are in the database, and of no use to whoever has only that.</summary>
[Collection(nameof(TwoOfEach))]
public sealed class SharedKeyTests(TwoOfEach network)
{
    [Fact]
    public async Task Processes_that_start_together_make_one_signing_key()
    {
        using var http = new HttpClient { BaseAddress = network.Network.Address };
        (await http.GetFromJsonAsync<JsonObject>("/connect/jwks"))!["keys"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_signing_key_in_the_database_is_no_key_without_the_master_key()
    {
        using var key = ECDsa.Create();
        foreach (var row in await Column<byte[]>("identity", "SELECT \"SealedPrivateKey\" FROM \"SigningKeys\""))
            Should.Throw<CryptographicException>(() => key.ImportPkcs8PrivateKey(row, out _));
    }

    // A second key would be one that the other process does not know the cookies of.
    [Theory]
    [InlineData("portal")]
    [InlineData("identity")]
    public async Task Processes_that_start_together_share_one_sealed_key_of_cookies_and_forms(string service)
    {
        var xml = (await Column<string>(service, "SELECT \"Xml\" FROM \"ProtectionKeys\"")).ShouldHaveSingleItem();
        xml.ShouldContain("<sealed");
        xml.ShouldNotContain("<masterKey");
    }

    [Fact]
    public async Task The_master_key_is_in_no_database()
    {
        var key = await File.ReadAllTextAsync(Path.Combine(network.Folder, "master.key"));
        var (code, found) = await WalkTests.Run("grep", "-rlaF", key.Trim(), Path.Combine(network.Folder, "postgres"));
        (code, found).ShouldBe((1, ""));
    }

    [Theory]
    [InlineData("migrate", 0)]
    [InlineData("failures", 0)]
    [InlineData("replay all", 1)]
    [InlineData("drop all", 1)]
    [InlineData("replay nonsense", 2)]
    public async Task An_operators_commands_work_beside_a_service_that_runs(string command, int expected)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ReferralNetwork.Shelters.dll");
        var (code, output) = await WalkTests.Run(
            "dotnet",
            [
                program,
                .. command.Split(' '),
                "--Database:Provider=postgres",
                $"--Database:ConnectionString={network.Network.ConnectionString("shelters")}",
                "--Issuer:Address=http://127.0.0.1",
                $"--MasterKey:File={Path.Combine(network.Folder, "master.key")}",
            ]
        );
        code.ShouldBe(expected, output);
    }

    private async Task<List<T>> Column<T>(string service, string sql)
    {
        await using var source = NpgsqlDataSource.Create(network.Network.ConnectionString(service));
        await using var command = source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var column = new List<T>();
        while (await rows.ReadAsync())
            column.Add(rows.GetFieldValue<T>(0));
        return column;
    }
}
