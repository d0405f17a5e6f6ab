using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>Publishes what an organisation is, for every service that judges its tokens.</summary>
internal static class TellOrganisation
{
    /// <summary>To be called after each change of what the event carries, in the transaction of the change.</summary>
    public static async Task Tell(this IdentityDb db, Organisation o, DateTimeOffset now, CancellationToken ct)
    {
        await KnownOrganisation.Keep(db, o.Id, o.Name.ToString(), o.Kinds, o.SuspendedAt is not null, o.Version, ct);
        db.Publish(Changed(o, now), now);
    }

    /// <summary>Publishes it again, because a service has asked.</summary>
    public static void Repeat(this IdentityDb db, Organisation o, DateTimeOffset now) =>
        db.Publish(Changed(o, now) with { Again = true }, now);

    private static OrganisationChanged Changed(Organisation o, DateTimeOffset now) =>
        new(o.Id, o.Name, o.Kinds, o.SuspendedAt is not null, o.Version, now);
}
