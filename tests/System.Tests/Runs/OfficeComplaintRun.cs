using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;
using ReferralNetwork.System.Tests.Races;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>Whoever watches over the network can be complained about as well.</summary>
internal static class OfficeComplaintRun
{
    private const string All = "/api/complaints?limit=200";

    public static async Task A_complaint_about_the_coordinator_is_read_and_closed_outside_the_networks_office(
        Func<string, HttpClient> @as
    )
    {
        Api[] office = [@as.Api("coordinator"), @as.Api("auditor")];
        await using var outside = await Partner.Admit(@as);
        var (ombudsman, judge) = ((await outside.With(Roles.Auditor)).Api, (await outside.With(Roles.Coordinator)).Api);
        var about = (Guid)(await office[0].Get("/connect/userinfo"))["org"]!;

        var words = new JsonObject { ["about"] = about, ["text"] = "The coordinator sent her home with him." };
        var complaint = (await @as.Api("ngo-1").Post("/api/complaints", words)).MustBe(HttpStatusCode.Accepted).Id;

        await OfficeReadsNothing();
        var close = new JsonObject { ["note"] = "Somebody else looks after her now." };
        (await office[0].Post($"/api/complaints/{complaint}/close", close)).MustBe(HttpStatusCode.NotFound);
        var read = (await ombudsman.List(All)).Single(one => (Guid)one["id"]! == complaint);
        ((string)read["text"]!).ShouldBe("The coordinator sent her home with him.");
        (await judge.Post($"/api/complaints/{complaint}/close", close)).MustBe(HttpStatusCode.OK);
        await OfficeReadsNothing();

        async Task OfficeReadsNothing()
        {
            foreach (var one in office)
                (await one.List(All)).ShouldNotContain(read => (Guid)read["id"]! == complaint);
        }
    }
}
