namespace ReferralNetwork.Demo;

/// <summary>What a network that has started says at the keyboard.</summary>
public static class Welcome
{
    /// <summary>Prints how to sign in: the set-up code while there is no operator, otherwise the demo's
    /// accounts.</summary>
    public static void Print(Uri address, string? setupCode, string folder)
    {
        if (setupCode is not null)
            PrintSetup(address, setupCode);
        else
            PrintAccounts(folder);
    }

    private static void PrintSetup(Uri address, string code) =>
        Console.WriteLine(
            $"""

            There is no operator yet. This one-time code makes the first: {code}
            Enter it at {address}setup
            """
        );

    private static void PrintAccounts(string folder)
    {
        var accounts = DemoAccount.Read(folder);
        if (accounts.Count == 0)
            return;
        var user = accounts.Max(account => account.UserName.Length);
        Console.WriteLine(
            "\nA fictional network for trying things out. Sign in at the address above as one of these (secrets of "
                + $"the API clients: {DemoAccount.PathIn(folder)}):\n"
        );
        Console.WriteLine(
            $"  {"label", -12}  {"user".PadRight(user)}  {"password", -16}  {"client id", -32}  organisation"
        );
        foreach (var a in accounts)
            Console.WriteLine(
                $"  {a.Label, -12}  {a.UserName.PadRight(user)}  {a.Password, -16}  {a.ClientId, -32}  "
                    + $"{a.Organisation.Name}"
            );
    }
}
