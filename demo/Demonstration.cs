namespace ReferralNetwork.Demo;

/// <summary>Loads the fictional network and, if asked for, its cases and past months. The accounts file is written
/// last, so that nobody can have used an incomplete network.</summary>
public static class Demonstration
{
    /// <param name="referrals">Services of a referrals host, started or not, needed to load cases and past months; null
    /// loads neither.</param>
    public static async Task Load(
        Uri address,
        string setupCode,
        string folder,
        IServiceProvider? referrals,
        Action<string>? progress,
        CancellationToken ct
    )
    {
        var demo = await DemoNetwork.Load(address, setupCode, progress, ct);
        if (referrals is not null)
        {
            progress?.Invoke("Loading the demo's cases and past months");
            await PastMonths.Load(referrals, demo, ct);
            await DemoCases.Load(address, demo, ct);
        }
        DemoAccount.Write(folder, demo.Accounts);
        DemoFolder.Done(folder);
    }
}
