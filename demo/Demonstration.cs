namespace ReferralNetwork.Demo;

/// <summary>The fictional network, and where asked for what goes on in it. The accounts come last: nobody can have used
/// a half one.</summary>
public static class Demonstration
{
    /// <param name="referrals">Of a referrals host, started or not: cases and past months are loaded too. Null:
    /// none.</param>
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
