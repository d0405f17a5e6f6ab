namespace ReferralNetwork.Portal.Api;

internal sealed record ComplaintView(
    Guid Id,
    Guid OrganisationId,
    LocalText OrganisationName,
    DateTimeOffset CreatedAt,
    string Text,
    DateTimeOffset? ClosedAt,
    string? Note
);

internal sealed record OrganisationView(
    Guid Id,
    LocalText Name,
    IReadOnlyList<string> Kinds,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SuspendedAt,
    DateOnly? AgreementUntil
);

internal sealed record PartnerRecordView(
    Guid Id,
    string Kind,
    DateOnly On,
    DateOnly? Until,
    IReadOnlyList<string> Met,
    IReadOnlyList<string> Unmet,
    string? Note
);

internal sealed record PersonView(
    Guid Id,
    string UserName,
    string DisplayName,
    IReadOnlyList<string> Roles,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DisabledAt,
    DateTimeOffset? LastSignInAt
);

internal sealed record ClientView(
    string ClientId,
    string Label,
    IReadOnlyList<string> Roles,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DisabledAt,
    string? ClientSecret
);

/// <param name="ByAnother">True: somebody outside the organisation gave the access.</param>
internal sealed record AccessGivenView(
    OrganisationName Organisation,
    string What,
    IReadOnlyList<string> Roles,
    OrganisationName? ByOrganisation,
    bool ByAnother,
    DateTimeOffset CreatedAt
);

internal sealed record InvitationView(
    Guid Id,
    string DisplayName,
    IReadOnlyList<string> Roles,
    DateTimeOffset ExpiresAt,
    string? Code
);
