using ReferralNetwork.Contracts;
using static ReferralNetwork.Contracts.Roles;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>What an organisation has in the network, one of each.</summary>
internal static class Belongings
{
    /// <summary>
    /// A first organisation that refers and provides, with referrals in the states from which most can be done. The
    /// other stands second in every plan, and is never asked: neither is it a stranger, nor has it a right to know.
    /// </summary>
    public static async Task<List<Ids>> Of(EmptyNetwork network, string kind, Partner first, Partner other)
    {
        var scene = await Scene.Of(network, kind, first, first);
        scene.PlanB.Add(await (await Scene.Of(network, kind, other, other)).NewPool());
        var client = await first.ClientId(Caseworker, Intake);
        var (person, invitation) = (await first.NewPerson(), await first.NewInvitation());
        var (complaint, incident) = (await first.Complaint(), await scene.Incident(Caseworker));
        var (call, handOver, former) = (await scene.Call(), await scene.HandOver(), await scene.Former());
        var (group, block) = kind == "shelters" ? await scene.Group() : default;
        if (kind == "training")
            scene.Fund = await scene.NewFund();
        var fund = kind == "training" ? scene.Fund : Guid.NewGuid();
        var all = new List<Ids>();
        foreach (var state in new[] { Status.Failed, Status.Received, Status.Accepted, Status.Completed })
        {
            var referral = await scene.Referral(state);
            if (state == Status.Accepted)
                await scene.Act(referral, "schedule");
            var conference = state is Status.Accepted or Status.Completed
                ? await scene.Conference(referral)
                : Guid.NewGuid();
            var accepted = state == Status.Accepted;
            all.Add(
                new Ids(scene, referral, await scene.NewPool(), first.Id, client)
                {
                    Person = person,
                    Invitation = invitation,
                    Conference = conference,
                    Complaint = complaint,
                    Call = call,
                    HandOver = handOver,
                    Offer = await scene.Offer(referral),
                    Former = former,
                    Incident = incident,
                    Group = group,
                    Block = block,
                    Fund = fund,
                    AgendaItem =
                        accepted && scene.Agenda is not null ? await scene.AgendaItem(referral) : Guid.NewGuid(),
                    Document = accepted && kind == "medical" ? await scene.Document(referral) : Guid.NewGuid(),
                }
            );
        }
        return all;
    }
}
