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

    /// <summary>Offered to another organisation and not answered; and one that another has taken over.</summary>
    public Guid Offer { get; init; }
    public Guid Former { get; init; }

    /// <summary>Places that are kept for a group, where the kind keeps any.</summary>
    public Guid Group { get; init; }
    public Guid Block { get; init; }

    /// <summary>On its agenda, and kept of it under seal, where the kind has such a thing.</summary>
    public Guid AgendaItem { get; init; }
    public Guid Document { get; init; }

    /// <summary>Declared, and waiting for a second.</summary>
    public Guid Incident { get; init; }

    /// <summary>Of a centre.</summary>
    public Guid Fund { get; init; }

    /// <exception cref="InvalidOperationException">Nobody has said what this parameter is: say it here.</exception>
    public string Path(Endpoint endpoint) =>
        endpoint.Fill(parameter =>
            (endpoint.Module, parameter) switch
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
                ("referrals", "offerId") => $"{Offer}",
                ("referrals", "incidentId") => $"{Incident}",
                ("referrals", "formerId") => $"{Former}",
                (_, "groupId") => $"{Group}",
                (_, "reservationId") => $"{Block}",
                ("referrals", "callId") => $"{Call}",
                (_, "referralId") => $"{Referral}",
                (_, "attemptId") => $"{Scene.AttemptOf(Referral)}",
                (_, "memberId") => $"{Scene.Member}",
                (_, "siteId") => $"{Scene.Site}",
                (_, "poolId") => $"{Pool}",
                (_, "documentId") => $"{Document}",
                ("training", "month") => "3",
                (_, "id") when endpoint.Path.Contains("/agenda/{id}", StringComparison.Ordinal) => $"{AgendaItem}",
                (_, "id") when endpoint.Path.Contains("/funds/{id}", StringComparison.Ordinal) => $"{Fund}",
                (_, "id") when endpoint.Path.Contains("/sites/{id}", StringComparison.Ordinal) => $"{Scene.Site}",
                (_, "id") when endpoint.Path.Contains("/pools/{id}", StringComparison.Ordinal) => $"{Pool}",
                (_, "documentName") => "v1",
                _ => throw new InvalidOperationException(
                    $"What is {{{parameter}}} of {endpoint.Module}: {endpoint.Name}?"
                ),
            }
        );

    /// <summary>Asks an endpoint with these ids and a body that is in order.</summary>
    public Task<Answer> Ask(Endpoint endpoint, HttpClient caller)
    {
        var body = Examples.All.FirstOrDefault(example => example.Route == endpoint.CommonName)?.Body(Scene, Pool);
        if (body?["userName"] is not null)
            body["userName"] = $"u{Guid.NewGuid():N}";
        var content = body is null ? null : Api.Json(body.ToJsonString());
        return caller.Ask(new HttpMethod(endpoint.Method), Path(endpoint), content, ("If-Match", "*"));
    }
}
