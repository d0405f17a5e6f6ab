namespace ReferralNetwork.Portal.Api;

/// <summary>A site as a coordinator sees it; with an address only if it is public.</summary>
internal sealed record ListedSite(
    Guid Id,
    Party Organisation,
    LocalText Name,
    Area Area,
    bool Public,
    string? Address,
    string? IntakeContact,
    IReadOnlyList<string> Languages,
    bool Suspended,
    IReadOnlyList<LocalText> Pools
);

/// <summary>The sites of every kind, each from its own provider service.</summary>
internal static class ListedSites
{
    /// <param name="organisation">All when null.</param>
    public static async Task<IReadOnlyList<(KindDescriptor Kind, ListedSite Site)>> All(
        NetworkApi api,
        Guid? organisation = null
    )
    {
        var kinds = await Task.WhenAll(KindDescriptor.All.Select(kind => Of(api, kind, organisation)));
        return [.. kinds.SelectMany(sites => sites)];
    }

    private static async Task<IReadOnlyList<(KindDescriptor, ListedSite)>> Of(
        NetworkApi api,
        KindDescriptor kind,
        Guid? organisation
    )
    {
        var sites = await api.All<ListedSite>(
            $"/api/{kind.Route}/directory{(organisation is null ? "" : $"?organisation={organisation}")}"
        );
        return [.. sites.Select(site => (kind, site))];
    }
}
