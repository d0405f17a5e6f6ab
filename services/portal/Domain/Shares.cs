namespace ReferralNetwork.Portal.Domain;

/// <summary>Explains the refusal of more places than a share has: what is kept, and what frees some.</summary>
internal static class Shares
{
    public static bool IsAbout(Refusal refusal) =>
        refusal is { Status: StatusCodes.Status429TooManyRequests, Reason: "allowance" };

    public static string Say(Texts texts, Refusal refusal)
    {
        string Number(string member) => Texts.Number((int)refusal.Body[member]!);
        var kept = refusal.Body["kept"]!
            .AsObject()
            .Select(way => texts[$"kept.{way.Key}", Texts.Number((int)way.Value!)]);
        return texts[
            "agree.fault.holds",
            texts.Code("share", (string?)refusal.Body["of"]),
            Number("keeps"),
            string.Join(", ", kept),
            Number("most"),
            Number("more"),
            texts.Codes("free", refusal.Body["free"]!.AsArray().Select(way => (string)way!))
        ];
    }
}
