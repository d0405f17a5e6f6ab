namespace ReferralNetwork.System.Tests.Surface;

/// <summary>Real ids for the parameters of the endpoint table.</summary>
internal sealed record Ids(Scene Scene, Guid Referral, Guid Pool, Guid Organisation, string ClientId)
{
    /// <summary>Somebody of the organisation.</summary>
    public Guid Person { get; init; }

    public Guid Invitation { get; init; }

    /// <summary>About somebody else than its provider.</summary>
    public Guid Complaint { get; init; }

    /// <summary>One that the organisation is to call back, and what its shift has left.</summary>
    public Guid Call { get; init; }
    public Guid HandOver { get; init; }

    /// <summary>Of the referral, where somebody has accepted it.</summary>
    public Guid Conference { get; init; }

    /// <summary>On the agenda of the referral.</summary>
    public Guid Date { get; init; }

    /// <exception cref="InvalidOperationException">Nobody has said what this parameter is: say it here.</exception>
    public string Path(Endpoint endpoint) => endpoint.Fill(parameter => (endpoint.Module, parameter) switch
    {
        ("identity", "id") => $"{Organisation}",
        ("identity", "clientId") => ClientId,
        ("identity", "personId") => $"{Person}",
        ("identity", "invitationId") => $"{Invitation}",
        ("identity", "complaintId") => $"{Complaint}",
        ("referrals", "id") => $"{Referral}",
        ("referrals", "month") => "1",
        // Never closed: nobody was there yet.
        ("referrals", "yearMonth") => "2001-01",
        ("referrals", "conferenceId") => $"{Conference}",
        ("referrals", "callId") => $"{Call}",
        (_, "referralId") => $"{Referral}",
        (_, "id") when endpoint.Path.Contains("/agenda/{id}", StringComparison.Ordinal) => $"{Date}",
        (_, "memberId") => $"{Scene.Member}",
        (_, "siteId") => $"{Scene.Site}",
        (_, "poolId") => $"{Pool}",
        (_, "id") when endpoint.Path.Contains("/sites/{id}", StringComparison.Ordinal) => $"{Scene.Site}",
        (_, "id") when endpoint.Path.Contains("/pools/{id}", StringComparison.Ordinal) => $"{Pool}",
        (_, "documentName") => "v1",
        _ => throw new InvalidOperationException($"What is {{{parameter}}} of {endpoint.Module}: {endpoint.Name}?"),
    });
}
