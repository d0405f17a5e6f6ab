namespace ReferralNetwork.Deploy.Tests;

/// <summary>The deployment's files hold every kind that there is, as the command writes them.</summary>
public sealed class KindSectionTests
{
    /// <summary>Set by <c>tools/kinds</c>: the files are written instead of being looked at.</summary>
    private static readonly bool Write = Environment.GetEnvironmentVariable("WRITE_KINDS") is { Length: > 0 };

    [Fact]
    public void Every_kind_stands_in_every_file_that_names_kinds()
    {
        var files = KindSections.Files.ToList();
        files.Count.ShouldBeGreaterThan(12);
        foreach (var file in files)
        {
            var written = KindSections.Written(file);
            if (Write)
                File.WriteAllText(Path.Combine(Repository.Root, file), written);
            Repository.Read(file).ShouldBe(written, $"tools/kinds writes {file}");
        }
    }
}
