using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>What an organisation is, for every service that judges its tokens.</summary>
internal static class TellOrganisation
{
    /// <summary>After each change of what the event carries, in the change's transaction.</summary>
    public static async Task Tell(this IdentityDb db, Organisation o, DateTimeOffset now, CancellationToken ct)
    {
        await KnownOrganisation.Keep(db, o.Id, o.Name.ToString(), o.Kinds, o.SuspendedAt is not null, o.Version, ct);
        db.Publish(Changed(o, now), now);
    }

    /// <summary>To a service that asked.</summary>
    public static void Repeat(this IdentityDb db, Organisation o, DateTimeOffset now) =>
        db.Publish(Changed(o, now) with { Again = true }, now);

    private static OrganisationChanged Changed(Organisation o, DateTimeOffset now) =>
        new(o.Id, o.Name, o.Kinds, o.SuspendedAt is not null, o.Version, now);
}
