using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Web;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

/// <summary>The tokens of a sign-in.</summary>
public sealed record Tokens(string Access, string Refresh);

/// <summary>A person at a browser, and the portal's part beside it: forms with their cookies, and no redirect
/// followed.</summary>
public sealed partial class Browser : IDisposable
{
    public const string Client = "portal";
    public const string Secret = "the portal's secret in these tests";

    private readonly IdentityHost _host;
    private readonly HttpClient _http;
    private readonly Dictionary<string, string> _cookies = [];

    /// <summary>As the gateway tells it: each browser's is another, so that no test's guesses count against the
    /// next.</summary>
    public string Address { get; set; } = new IPAddress([10, .. RandomNumberGenerator.GetBytes(3)]).ToString();

    public Browser(IdentityHost host)
    {
        _host = host;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(host.Address),
        };
    }

    public string RedirectUri => $"{_host.Address}/signed-in";

    public static string NewVerifier() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string ChallengeOf(string verifier) =>
        System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    /// <param name="changed">Parameters instead of the good ones; null leaves one out.</param>
    public string AuthorizeUrl(string verifier, params (string Name, string? Value)[] changed)
    {
        var query = new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = Client,
            ["redirect_uri"] = RedirectUri,
            ["scope"] = "network",
            ["state"] = "s t&te",
            ["code_challenge"] = ChallengeOf(verifier),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changed)
            query[name] = value;
        return "/connect/authorize?"
            + string.Join(
                '&',
                query.Where(q => q.Value is not null).Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value!)}")
            );
    }

    public async Task<HttpResponseMessage> Open(string path)
    {
        using var request = Request(HttpMethod.Get, path);
        return Keep(await _http.SendAsync(request, Ct));
    }

    /// <summary>Opens the page and sends its form.</summary>
    public async Task<HttpResponseMessage> Submit(string path, params (string Name, string Value)[] fields)
    {
        var page = await (await Open(path)).Content.ReadAsStringAsync(Ct);
        return await Send(path, page, fields);
    }

    /// <summary>Sends the form of a page that is open already.</summary>
    public async Task<HttpResponseMessage> Send(string path, string page, params (string Name, string Value)[] fields)
    {
        using var request = Request(HttpMethod.Post, path);
        var token = FormToken().Match(page);
        var all = fields.Select(f => KeyValuePair.Create(f.Name, f.Value));
        if (token.Success)
            all = all.Append(KeyValuePair.Create("form", WebUtility.HtmlDecode(token.Groups[1].Value)));
        request.Content = new FormUrlEncodedContent(all);
        return Keep(await _http.SendAsync(request, Ct));
    }

    public Task<HttpResponseMessage> EnterPassword(string userName, string password, string? url = null) =>
        Submit(url ?? AuthorizeUrl(NewVerifier()), ("UserName", userName), ("Password", password));

    /// <summary>Up to the code.</summary>
    public async Task<string> Code(string userName, string password, string verifier)
    {
        var answer = await EnterPassword(userName, password, AuthorizeUrl(verifier));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync(Ct));
        return Parameter(answer, "code")!;
    }

    public Task<HttpResponseMessage> Redeem(
        string code,
        string verifier,
        params (string Name, string Value)[] changed
    ) =>
        Ask(
            [
                ("grant_type", "authorization_code"),
                ("code", code),
                ("code_verifier", verifier),
                ("redirect_uri", RedirectUri),
            ],
            changed
        );

    public Task<HttpResponseMessage> Refresh(string token, params (string Name, string Value)[] changed) =>
        Ask([("grant_type", "refresh_token"), ("refresh_token", token)], changed);

    public async Task<Tokens> SignIn(string userName, string password)
    {
        var verifier = NewVerifier();
        return await TokensOf(await Redeem(await Code(userName, password, verifier), verifier));
    }

    public static async Task<Tokens> TokensOf(HttpResponseMessage answer)
    {
        var body = await Read(answer, HttpStatusCode.OK);
        return new(body.Text("access_token"), body.Text("refresh_token"));
    }

    public static string? Parameter(HttpResponseMessage redirect, string name) =>
        HttpUtility.ParseQueryString(redirect.Headers.Location!.Query)[name];

    private Task<HttpResponseMessage> Ask((string, string)[] good, (string Name, string Value)[] changed)
    {
        var form = good.Append(("client_id", Client))
            .Append(("client_secret", Secret))
            .ToDictionary(f => f.Item1, f => f.Item2);
        foreach (var (name, value) in changed)
            form[name] = value;
        return _host.AskToken([.. form.Select(f => (f.Key, f.Value))]);
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        request.Headers.Add("X-Forwarded-For", Address);
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue("en"));
        // By hand: a browser sends __Host- cookies to the machine itself also without TLS, and HttpClient does not.
        if (_cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        return request;
    }

    /// <summary>As if it had never been here.</summary>
    public void Forget() => _cookies.Clear();

    private HttpResponseMessage Keep(HttpResponseMessage answer)
    {
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (var (name, value) in set.Select(s => s.Split(';')[0].Split('=', 2)).Select(p => (p[0], p[1])))
                _cookies[name] = value;
        return answer;
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"form\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
