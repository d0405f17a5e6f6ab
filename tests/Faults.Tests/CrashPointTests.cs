using System.Text;

namespace ReferralNetwork.Faults.Tests;

/// <summary>The moments at which a process kills itself are in the faults host, and in nothing that anybody
/// runs.</summary>
public sealed class CrashPointTests
{
    [Theory]
    [InlineData("CRASH_FILE")]
    [InlineData("before-commit")]
    public void Crash_points_are_in_the_faults_host_alone(string trace)
    {
        Has(Programs.Ordinary, trace).ShouldBeFalse("the platform that everybody runs");
        Has(Programs.Faulty, trace).ShouldBeTrue("the faults host");
    }

    // Literals lie in an assembly as UTF-16.
    private static bool Has(string assembly, string literal) =>
        File.ReadAllBytes(assembly).AsSpan().IndexOf(Encoding.Unicode.GetBytes(literal)) >= 0;
}
