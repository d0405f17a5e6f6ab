using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Portal.Api;

/// <summary>Places kept for a group that is expected, as its referrer sees them.</summary>
internal sealed record GroupView(Guid Id, DateTimeOffset ArrivesAt, DateTimeOffset Until, int Places, int Left, IReadOnlyList<BlockView> Blocks);

internal sealed record BlockView(Guid PoolId, LocalText PoolName, string OrganisationName, int Places, int Left, DateTimeOffset? EndedAt, string? Warning);

/// <summary>The same, as the house sees it.</summary>
internal sealed record ExpectedView(Guid BlockId, LocalText PoolName, Named Referrer, DateTimeOffset ArrivesAt, int Places, int Left);

internal sealed record OwnerOfferView(Guid Id, Guid? ReferralId, string? CaseCode, string Kind, string Status, Named From, Named To, DateTimeOffset At, DateTimeOffset ExpiresAt, bool Incoming);

internal sealed record OwnerTakenView(Guid ReferralId, string? Note);

internal sealed record FormerLine(Guid Id, string CaseCode, string Kind, string NextOwner, DateTimeOffset Until);

internal sealed record FormerView(FormerLine Referral, IReadOnlyList<HistoryView> History);

internal sealed record OrganisationName(Guid Id, LocalText Name);
