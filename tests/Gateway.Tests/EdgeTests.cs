using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Gateway.Tests;

/// <summary>What a caller may not say, and how much of it; mostly over raw sockets, as a proper client says none of
/// it.</summary>
[Collection(nameof(EdgeFixture))]
public sealed class EdgeTests(EdgeFixture edge)
{
    [Theory]
    [InlineData("X-Forwarded-Server: evil.example")]
    [InlineData("X-Forwarded-Prefix: /evil")]
    [InlineData("X-Original-URL: /metrics")]
    [InlineData("X-Real-IP: 10.1.1.1")]
    [InlineData("Forwarded: for=10.1.1.1")]
    [InlineData("X-Remote-User: operator")]
    [InlineData("X-Authenticated-User: operator")]
    [InlineData("X-HTTP-Method-Override: DELETE")]
    [InlineData("Proxy-Authorization: Basic x")]
    [InlineData("Keep-Alive: timeout=1000")]
    [InlineData("TE: trailers")]
    [InlineData("Proxy-Connection: keep-alive")]
    [InlineData("tracestate: x=SomebodysName")]
    [InlineData("baggage: who=SomebodysName")]
    public async Task A_header_that_only_a_proxy_may_set_is_stripped(string header)
    {
        var headers = await HeadersThatArrive(header);
        headers.ShouldNotContainKey(header.Split(':')[0]);
    }

    [Fact]
    public async Task A_header_named_by_Connection_is_stripped_with_it()
    {
        var headers = await HeadersThatArrive("X-Hop: 1\r\nX-Kept: 1\r\nConnection: X-Hop, Host", "HTTP/1.0");
        headers.ShouldNotContainKey("X-Hop");
        headers.ShouldContainKey("X-Kept");
        headers.ShouldContainKey("Host");
    }

    [Fact]
    public async Task The_token_the_key_and_the_trace_pass()
    {
        var headers = await HeadersThatArrive(
            "Authorization: Bearer abc\r\nIdempotency-Key: k\r\nIf-Match: \"3\"\r\nPrefer: wait=5\r\ntraceparent: "
                + "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        );
        headers["Authorization"].ShouldBe("Bearer abc");
        headers["Idempotency-Key"].ShouldBe("k");
        headers["If-Match"].ShouldBe("\"3\"");
        headers["Prefer"].ShouldBe("wait=5");
        headers["traceparent"].ShouldStartWith("00-0af7651916cd43dd8448eb211c80319c-");
    }

    [Theory]
    [InlineData("Content-Length: 5\r\nContent-Length: 0")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity")]
    [InlineData("Transfer-Encoding : chunked")]
    [InlineData("Transfer-Encoding: xchunked")]
    [InlineData("Content-Length: 0\r\n folded: 1")]
    [InlineData("Content-Length: -1")]
    [InlineData("Content-Length: +31")]
    [InlineData("Content-Length: 5, 5")]
    [InlineData("Content-Length: 0x5")]
    [InlineData("Transfer-Encoding: chunked, identity")]
    [InlineData("Bad Name: 1\r\nContent-Length: 0")]
    [InlineData("Bad\0Name: 1\r\nContent-Length: 0")]
    [InlineData(": 1\r\nContent-Length: 0")]
    [InlineData("Host: y\r\nContent-Length: 0")]
    public async Task A_request_whose_length_is_doubtful_is_refused(string framing)
    {
        var path = $"/api/training/{Guid.NewGuid()}";
        var answer = await edge.Raw(
            $"POST {path} HTTP/1.1\r\nHost: x\r\n{framing}\r\n\r\nGET /api/shelters/smuggled HTTP/1.1\r\nHost: "
                + "x\r\n\r\n"
        );
        answer.ShouldStartWith("HTTP/1.1 400");
        answer.LastIndexOf("HTTP/1.1", StringComparison.Ordinal).ShouldBe(0);
        edge.Seen.ShouldNotContain(line =>
            line.Contains(path, StringComparison.Ordinal) || line.Contains("smuggled", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("Idempotency-Key: \u1780")]
    [InlineData("X-Any: caf\u00e9")]
    public async Task A_header_that_is_not_ASCII_is_the_callers_fault_and_no_service_is_called_away(string header)
    {
        var path = $"/api/training/{Guid.NewGuid()}";
        var answer = await edge.Raw($"GET {path} HTTP/1.1\r\nHost: x\r\n{header}\r\nConnection: close\r\n\r\n");
        answer.ShouldStartWith("HTTP/1.1 400");
        answer.ShouldContain("ASCII");
        edge.Seen.ShouldNotContain(line => line.Contains(path, StringComparison.Ordinal));
    }

    // RFC 9112, 6.3: chunked wins, and the connection ends with the answer.
    [Fact]
    public async Task A_request_of_two_lengths_reaches_a_service_as_one()
    {
        var answer = await edge.Raw(
            "POST /api/training/two HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "0\r\n\r\nGET /api/shelters/smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
        );
        answer.LastIndexOf("HTTP/1.1", StringComparison.Ordinal).ShouldBe(0);
        edge.Seen.Count(line => line.Contains("/two", StringComparison.Ordinal)).ShouldBe(1);
        edge.Seen.ShouldNotContain(line => line.Contains("smuggled", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("5\r\nab\r\n0\r\n\r\n")]
    [InlineData("-1\r\n\r\n0\r\n\r\n")]
    [InlineData("FFFFFFFFFFFFFFFFF\r\n\r\n0\r\n\r\n")]
    [InlineData("2;\nab\r\n0\r\n\r\nab\r\n0\r\n\r\n")]
    public async Task Chunks_that_are_not_what_they_say_do_not_become_another_request(string chunks)
    {
        var answer = await edge.Raw(
            "POST /api/training/chunks HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: "
                + $"chunked\r\n\r\n{chunks}"
                + "GET /api/shelters/smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
        );
        answer.LastIndexOf("HTTP/1.1", StringComparison.Ordinal).ShouldBeLessThanOrEqualTo(0);
        edge.Seen.ShouldNotContain(line => line.Contains("smuggled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_host_in_an_absolute_target_chooses_no_other_way()
    {
        var answer = await edge.Raw("GET http://x/api/shelters/sites HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        answer.ShouldStartWith("HTTP/1.1 200");
        answer.ShouldContain("\"path\":\"/api/shelters/sites\"");
        // Two hosts that differ are one too many.
        (
            await edge.Raw(
                "GET http://evil.example/api/shelters/sites HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            )
        ).ShouldStartWith("HTTP/1.1 400");
    }

    [Theory]
    [InlineData("GET {0} HTTP/1.1\nHost: x\n\n")]
    [InlineData("GET {0} HTTP/1.1\r\nHost: x\nX-More: 1\r\n\r\n")]
    [InlineData("GET {0} HTTP/1.1\r\nHost: x\r\n\n")]
    public async Task A_line_that_ends_in_LF_alone_is_refused(string request)
    {
        var path = $"/api/training/{Guid.NewGuid()}";
        (
            await edge.Raw(string.Format(System.Globalization.CultureInfo.InvariantCulture, request, path))
        ).ShouldStartWith("HTTP/1.1 400");
        edge.Seen.ShouldNotContain(line => line.Contains(path, StringComparison.Ordinal));
    }

    // Chunks are counted with their framing.
    [Theory]
    [InlineData("/api/shelters/sites", ServiceHost.MaxBody, true)]
    [InlineData("/api/shelters/sites", ServiceHost.MaxBody, false)]
    [InlineData("/api/gazetteer/import", 16 * 1024 * 1024, true)]
    [InlineData("/api/gazetteer/import", 16 * 1024 * 1024, false)]
    [InlineData("/api/medical/inbox/01a2011b-22ae-77ea-8557-afab3e4f1a34/documents", ServiceHost.MaxFileBody, true)]
    [InlineData(
        "/api/medical/inbox/01a2011b-22ae-77ea-8557-afab3e4f1a34/documents/x/release",
        ServiceHost.MaxBody,
        true
    )]
    public async Task A_body_over_64_KB_answers_413_and_an_import_may_have_16_MB(
        string path,
        long limit,
        bool lengthKnown
    )
    {
        path += $"?{Guid.NewGuid()}";
        var fits = lengthKnown ? limit : limit * 9 / 10;
        var taken = await Post(path, fits, lengthKnown);
        taken.StatusCode.ShouldBe(HttpStatusCode.OK);
        ((long?)(await RoutingTests.Json(taken))["length"]).ShouldBe(fits);

        var tooLarge = await Post(path, limit + 1, lengthKnown);
        tooLarge.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        await RoutingTests.ShouldBeProblem(tooLarge);
        if (lengthKnown)
            edge.Seen.Count(line => line.Contains(path, StringComparison.Ordinal)).ShouldBe(1);
    }

    private async Task<HttpResponseMessage> Post(string path, long length, bool lengthKnown)
    {
        using var body = new ByteArrayContent(new byte[length]);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        request.Headers.TransferEncodingChunked = !lengthKnown;
        return await edge.Client.SendAsync(request);
    }

    private async Task<Dictionary<string, string>> HeadersThatArrive(string headers, string version = "HTTP/1.1")
    {
        // HTTP/1.0 closes by itself.
        var close = version == "HTTP/1.1" ? "Connection: close\r\n" : "";
        var answer = await edge.Raw($"GET /api/shelters/sites {version}\r\nHost: x\r\n{close}{headers}\r\n\r\n");
        answer.ShouldStartWith("HTTP/1.1 200");
        var body = answer[answer.IndexOf('{', StringComparison.Ordinal)..(answer.LastIndexOf('}') + 1)];
        return JsonNode.Parse(body)!["headers"]!
            .AsObject()
            .ToDictionary(h => h.Key, h => (string)h.Value!, StringComparer.OrdinalIgnoreCase);
    }
}
