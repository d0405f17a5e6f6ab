using System.Buffers;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Domain.Search;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace ReferralNetwork.Referrals.Features;

/// <summary>
/// Answers of the search as JSON. Writing is most of what a search costs, and nearly all of it is what a pool says of
/// itself: that is kept as JSON until it changes. Distance, fit and reasons differ from search to search and are
/// written each time.
/// </summary>
internal sealed class SearchAnswers(IOptions<JsonOptions> json)
{
    /// <summary>The most pools of which the JSON is kept: some 20 MB.</summary>
    private const int MaxKept = 20_000;

    private static readonly SearchView Frame = new([], 0, false, null, null, false);
    private readonly ConcurrentDictionary<Guid, Written> _written = new();

    // Where the items begin is found once by serialising an empty view, so that shape and names are the records' own.
    private readonly int _firstItem = JsonSerializer
        .SerializeToUtf8Bytes(Frame, json.Value.SerializerOptions)
        .AsSpan()
        .IndexOf("]"u8);
    private static ReadOnlySpan<byte> Own => "\"distanceKm\":null,\"fit\":[],\"why\":{\"for\":[],\"against\":[]}}"u8;

    /// <param name="Head">JSON of the item, up to the distance.</param>
    private sealed record Written(
        AvailabilityChanged Pool,
        Gazetteer Gazetteer,
        Freshness Freshness,
        bool Open,
        byte[] Head
    )
    {
        public bool Stands(SearchHit hit, Gazetteer gazetteer) =>
            ReferenceEquals(Pool, hit.Pool)
            && ReferenceEquals(Gazetteer, gazetteer)
            && Freshness == hit.Freshness
            && Open == hit.Open;
    }

    public Answer Of(SearchResult found, Gazetteer gazetteer, DateTimeOffset? asOf, bool delayed) =>
        new Answer(
            this,
            found,
            gazetteer,
            Frame with
            {
                Total = found.Total,
                TotalIsMore = found.TotalIsMore,
                NextCursor = found.NextCursor?.ToString(),
                AsOf = asOf,
                Delayed = delayed,
            }
        );

    public void Write(IBufferWriter<byte> to, SearchResult found, Gazetteer gazetteer, SearchView frame)
    {
        var around = JsonSerializer.SerializeToUtf8Bytes(frame, json.Value.SerializerOptions).AsSpan();
        to.Write(around[.._firstItem]);
        using var fit = new Utf8JsonWriter(
            to,
            new JsonWriterOptions { Encoder = json.Value.SerializerOptions.Encoder }
        );
        for (var i = 0; i < found.Items.Count; i++)
        {
            if (i > 0)
                to.Write(","u8);
            Write(to, found.Items[i], gazetteer, fit);
        }
        to.Write(around[_firstItem..]);
    }

    private void Write(IBufferWriter<byte> to, SearchHit hit, Gazetteer gazetteer, Utf8JsonWriter fit)
    {
        to.Write(Head(hit, gazetteer));
        to.Write("\"distanceKm\":"u8);
        if (hit.DistanceKm is { } km && Utf8Formatter.TryFormat(km, to.GetSpan(11), out var length))
            to.Advance(length);
        else
            to.Write("null"u8);
        to.Write(",\"fit\":"u8);
        Write(to, hit.Fit, fit);
        to.Write(",\"why\":{\"for\":"u8);
        Write(to, hit.Why.For, fit);
        to.Write(",\"against\":"u8);
        Write(to, hit.Why.Against, fit);
        to.Write("}}"u8);
    }

    private static void Write(IBufferWriter<byte> to, IReadOnlyList<string> codes, Utf8JsonWriter list)
    {
        list.Reset();
        list.WriteStartArray();
        foreach (var code in codes)
            list.WriteStringValue(code);
        list.WriteEndArray();
        list.Flush();
    }

    private byte[] Head(SearchHit hit, Gazetteer gazetteer)
    {
        if (_written.TryGetValue(hit.Pool.PoolId, out var kept) && kept.Stands(hit, gazetteer))
            return kept.Head;
        var whole = JsonSerializer.SerializeToUtf8Bytes(
            AvailabilityView.Of(hit with { DistanceKm = null, Fit = [], Why = Why.Nothing }, gazetteer),
            json.Value.SerializerOptions
        );
        if (!whole.AsSpan().EndsWith(Own))
            throw new InvalidOperationException("A pool's view no longer ends with distance, fit and reasons.");
        var written = new Written(hit.Pool, gazetteer, hit.Freshness, hit.Open, whole[..^Own.Length]);
        if (_written.Count >= MaxKept)
            _written.Clear();
        _written[hit.Pool.PoolId] = written;
        return written.Head;
    }

    /// <summary>A <see cref="SearchView"/>.</summary>
    internal sealed class Answer(SearchAnswers answers, SearchResult found, Gazetteer gazetteer, SearchView frame)
        : IResult,
            IEndpointMetadataProvider
    {
        public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
            builder.Metadata.Add(
                new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(SearchView), ["application/json"])
            );

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = "application/json; charset=utf-8";
            var whole = new ArrayBufferWriter<byte>(1_000 * (1 + found.Items.Count));
            answers.Write(whole, found, gazetteer, frame);
            response.ContentLength = whole.WrittenCount;
            await response.Body.WriteAsync(whole.WrittenMemory, httpContext.RequestAborted);
        }
    }
}
