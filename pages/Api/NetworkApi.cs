using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Polly.Timeout;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Pages.Api;

/// <summary>A refusal by the API; nothing in it names a person.</summary>
/// <param name="Status">400, 403, 404, 409, 412, 413, 422 or 429.</param>
public sealed record Refusal(int Status, JsonObject Body)
{
    /// <summary>Names of the fields that were refused, as the API names them.</summary>
    public IEnumerable<string> Fields => Body["errors"]?.AsObject().Select(error => error.Key) ?? [];
    public string? Rule => (string?)Body["rule"];
    public string? State => (string?)Body["state"];
    public string? Reason => (string?)Body["reason"];

    /// <summary>Key of the message that a person is shown, below <c>told.</c> in the texts.</summary>
    public string Told =>
        Status switch
        {
            StatusCodes.Status404NotFound => "gone",
            StatusCodes.Status409Conflict when Reason == "not-reached" => "not-reached",
            StatusCodes.Status409Conflict when Reason == "code-word-unheard" => "unheard",
            StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed => "changed",
            StatusCodes.Status429TooManyRequests => Reason switch
            {
                "allowance" => "share",
                "documents" => "documents",
                _ => "often",
            },
            StatusCodes.Status403Forbidden => "not-yours",
            _ => "input",
        };
}

/// <summary>An answer of the API: the value that was asked for, or the refusal.</summary>
/// <param name="ETag">Version of the value, for If-Match.</param>
public sealed record Answer<T>(T? Value, Refusal? Refusal, string? ETag)
    where T : class
{
    public bool Done => Refusal is null;
}

/// <summary>Calls the public API on behalf of the signed-in person, through the gateway like any client.</summary>
public sealed class NetworkApi(HttpClient http, IHttpContextAccessor context)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private const int LongestPage = 200;

    private HttpContext Context => context.HttpContext!;

    /// <returns>Null for 404: there is no such thing, or none that this organisation may see.</returns>
    /// <exception cref="BadHttpRequestException">Refused for another reason: an empty page must never look as if there
    /// were nothing to do.</exception>
    public async Task<T?> Find<T>(string path)
        where T : class
    {
        var answer = await Get<T>(path);
        return answer.Refusal is null or { Status: StatusCodes.Status404NotFound }
            ? answer.Value
            : throw Refused(answer.Refusal.Status);
    }

    /// <summary>Reads a list to its end. Where the API itself shortens the list, the page says so.</summary>
    /// <exception cref="BadHttpRequestException">Refused, or there is no such list: an empty page would say that there
    /// is nothing to do.</exception>
    public async Task<IReadOnlyList<T>> All<T>(string path) =>
        await FindAll<T>(path) ?? throw Refused(StatusCodes.Status404NotFound);

    /// <returns>Null for 404: there is no such thing, or none that this organisation may see.</returns>
    /// <exception cref="BadHttpRequestException">Refused for another reason.</exception>
    public async Task<IReadOnlyList<T>?> FindAll<T>(string path)
    {
        if (await Find<ListOf<T>>(Limited(path, LongestPage)) is not { } page)
            return null;
        var items = page.Items.ToList();
        while (page.NextCursor is { } next)
        {
            page = await Page<T>(path, LongestPage, next);
            items.AddRange(page.Items);
        }
        return items;
    }

    /// <summary>One page of a list; the page that shows it must link to the next.</summary>
    /// <exception cref="BadHttpRequestException">As of <see cref="All"/>.</exception>
    public async Task<ListOf<T>> Page<T>(string path, int limit, string? cursor = null)
    {
        var more = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
        return await Find<ListOf<T>>($"{Limited(path, limit)}{more}") ?? throw Refused(StatusCodes.Status404NotFound);
    }

    public async Task<Answer<T>> Get<T>(string path)
        where T : class
    {
        var answer = await Send<T>(HttpMethod.Get, path, null);
        if (answer.Value is IShortened { More: true })
            ShortenedLists.Mark(Context);
        return answer;
    }

    public Task<Answer<T>> Post<T>(
        string path,
        object? body = null,
        string? ifMatch = null,
        string? key = null,
        int? wait = null
    )
        where T : class =>
        Send<T>(
            HttpMethod.Post,
            path,
            body is null ? null : JsonContent.Create(body, options: Json),
            ifMatch,
            key,
            wait
        );

    public Task<Answer<T>> Put<T>(string path, object body, string? ifMatch = null)
        where T : class => Send<T>(HttpMethod.Put, path, JsonContent.Create(body, options: Json), ifMatch);

    public Task<Answer<JsonObject>> Delete(string path) => Send<JsonObject>(HttpMethod.Delete, path, null);

    /// <exception cref="UnavailableException">The API does not answer, or answers 401 or 5xx.</exception>
    public async Task<Answer<T>> Send<T>(
        HttpMethod method,
        string path,
        HttpContent? content,
        string? ifMatch = null,
        string? key = null,
        int? wait = null,
        TimeSpan? patience = null
    )
        where T : class
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        await Authorize(request);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (wait is not null)
            request.Headers.Add("Prefer", $"wait={wait}");
        if (patience is not null)
            request.Options.Set(OutgoingCalls.Patience, patience.Value);
        // A write is not cancelled when the browser disconnects, since its answer must still be stored.
        var ct = method == HttpMethod.Get ? Context.RequestAborted : CancellationToken.None;
        try
        {
            using var response = await http.SendAsync(request, ct);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
                throw Unavailable();
            if ((int)response.StatusCode >= 500)
                throw Unavailable();
            var text = await response.Content.ReadAsStringAsync(ct);
            if (!response.IsSuccessStatusCode)
                return new(
                    null,
                    new Refusal((int)response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : []),
                    null
                );
            return new(
                text.Length == 0 ? null : JsonSerializer.Deserialize<T>(text, Json),
                null,
                response.Headers.ETag?.ToString()
            );
        }
        catch (Exception away)
            when (IsUnavailable(away) || (away is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw Unavailable(away);
        }
    }

    /// <summary>A response passed on as it arrives: a file, or a stream of events that is open until either side closes
    /// it.</summary>
    public async Task<HttpResponseMessage> Stream(
        string path,
        string mediaType,
        CancellationToken ct,
        string? lastEventId = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        await Authorize(request);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        if (lastEventId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        }
        catch (Exception away) when (IsUnavailable(away) && !ct.IsCancellationRequested)
        {
            throw Unavailable(away);
        }
    }

    private static string Limited(string path, int limit) =>
        $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}";

    private static BadHttpRequestException Refused(int status) => new("refused", status);

    public static UnavailableException Unavailable(Exception? inner = null) =>
        new("A part of the network does not answer.", inner);

    public static bool IsUnavailable(Exception e) =>
        e
            is HttpRequestException
                or TimeoutRejectedException
                or TaskCanceledException { InnerException: TimeoutException };

    private async Task Authorize(HttpRequestMessage request)
    {
        if (await Context.GetTokenAsync("access_token") is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }
}
