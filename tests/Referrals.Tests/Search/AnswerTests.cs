using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Referrals.Domain.Search;
using ReferralNetwork.Referrals.Features;
using static ReferralNetwork.Referrals.Tests.Search.Given;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace ReferralNetwork.Referrals.Tests.Search;

/// <summary>What is kept written reads as if it had been written anew: by the serializer, from the records.</summary>
public class AnswerTests
{
    private readonly JsonOptions _json = new();
    private readonly SearchAnswers _answers;

    public AnswerTests()
    {
        ServiceHost.Strict(_json.SerializerOptions);
        Sparse.OmitUnsetConditions(_json.SerializerOptions);
        _answers = new(Options.Create(_json));
    }

    [Fact]
    public void A_pool_that_has_changed_is_written_anew()
    {
        var index = Index(
            Pool(1),
            Pool(2, takes: Eligibility.Anyone with { Languages = ["km", "vi"] }),
            Pool(3, area: "12", free: 0)
        );
        var query = Shelters with { Near = new(13.6, 102.6), Criteria = new Criteria(Languages: ["vi"]) };
        Same(index, query, Now);
        Same(index, Shelters, Now);

        index.Apply(Pool(1, version: 2, free: 1));
        Same(index, query, Now);
    }

    [Fact]
    public void Age_and_new_names_of_places_are_seen()
    {
        var index = Index(Pool(1), Pool(2, free: 0));
        Same(index, Shelters, Now).ShouldContain("\"current\"");

        Same(index, Shelters, Now.AddHours(30)).ShouldContain("\"stale\"");

        index.AddPlaces([new Place("0110", new("Poipet", "ប៉ោយប៉ែត"), 13.66, 102.56, false)]);
        Same(index, Shelters, Now.AddHours(30)).ShouldContain("ប៉ោយប៉ែត");
    }

    [Fact]
    public void Nothing_found_is_an_empty_list() => Same(Index(), Shelters, Now).ShouldContain("\"items\":[]");

    private string Same(AvailabilityIndex index, SearchQuery query, DateTimeOffset now)
    {
        var found = index.Search(query, now);
        var frame = new SearchView([], found.Total, found.TotalIsMore, found.NextCursor?.ToString(), now, false);
        var buffer = new ArrayBufferWriter<byte>();
        _answers.Write(buffer, found, index.Gazetteer, frame);
        var written = Encoding.UTF8.GetString(buffer.WrittenSpan);
        var whole = frame with { Items = [.. found.Items.Select(hit => AvailabilityView.Of(hit, index.Gazetteer))] };
        written.ShouldBe(JsonSerializer.Serialize(whole, _json.SerializerOptions));
        return written;
    }
}
