using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace ReferralNetwork.Portal.Tests;

/// <summary>A page, and how it was answered.</summary>
internal sealed record Visit(HttpStatusCode Status, Uri Address, HttpResponseMessage Answer, IHtmlDocument Page);

/// <summary>Somebody with a browser that runs no script: follows redirects, keeps cookies, sends forms.</summary>
internal sealed class Visitor(Uri network, string language = "en") : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = network,
    };
    private readonly HtmlParser _parser = new();

    /// <summary>As a browser on the machine itself does, Secure cookies travel without TLS.</summary>
    public Dictionary<string, string> Cookies { get; } = [];

    public Task<Visit> Open(string path) => Ask(HttpMethod.Get, new Uri(network, path), null, follow: true);

    public Task<Visit> Ask(
        HttpMethod method,
        string path,
        HttpContent? content = null,
        params (string Name, string Value)[] headers
    ) => Ask(method, new Uri(network, path), content, follow: false, headers);

    /// <summary>Presses a button of the page, its form filled in as it stands and with
    /// <paramref name="values"/>.</summary>
    public async Task<Visit> Press(Visit visit, string button, params (string Name, string Value)[] values)
    {
        var pressed =
            visit.Page.QuerySelector(button) as IHtmlButtonElement
            ?? throw new InvalidOperationException($"no {button} on {visit.Address}: {visit.Page.Body?.TextContent}");
        var form = (IHtmlFormElement)pressed.Closest("form")!;
        var fields = Fields(form).Where(field => values.All(value => value.Name != field.Key)).ToList();
        fields.AddRange(values.Select(value => KeyValuePair.Create(value.Name, value.Value)));
        if (pressed.Name is { Length: > 0 } name)
            fields.Add(KeyValuePair.Create(name, pressed.Value));
        var action = pressed.GetAttribute("formaction") ?? form.GetAttribute("action") ?? "";
        using var content = new FormUrlEncodedContent(fields);
        return await Ask(
            HttpMethod.Post,
            action.Length == 0 ? visit.Address : new Uri(visit.Address, action),
            content,
            follow: true
        );
    }

    public static IEnumerable<KeyValuePair<string, string>> Fields(IHtmlFormElement form)
    {
        foreach (var field in form.QuerySelectorAll("input[name], select[name], textarea[name]"))
        {
            if (field is IHtmlInputElement { Type: "radio" or "checkbox" } choice)
            {
                if (choice.IsChecked)
                    yield return KeyValuePair.Create(choice.Name!, choice.Value);
            }
            else if (field is IHtmlInputElement input)
                yield return KeyValuePair.Create(input.Name!, input.Value);
            else if (field is IHtmlSelectElement select)
                yield return KeyValuePair.Create(select.Name!, select.Value ?? "");
            else if (field is IHtmlTextAreaElement area)
                yield return KeyValuePair.Create(area.Name!, area.Value);
        }
    }

    public async Task<Visit> SignIn(string userName, string password) =>
        await SignIn(await Open("/"), userName, password);

    /// <summary>On a sign-in page that is open already.</summary>
    public async Task<Visit> SignIn(Visit page, string userName, string password)
    {
        var names = page.Page.QuerySelector("input[autocomplete=username]")!.GetAttribute("name")!;
        var word = page.Page.QuerySelector("input[type=password]")!.GetAttribute("name")!;
        return await Press(page, "main form button", (names, userName), (word, password));
    }

    private async Task<Visit> Ask(
        HttpMethod method,
        Uri address,
        HttpContent? content,
        bool follow,
        params (string Name, string Value)[] headers
    )
    {
        for (var hops = 0; ; hops++)
        {
            using var request = new HttpRequestMessage(method, address) { Content = content };
            request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
            if (Cookies.Count > 0)
                request.Headers.TryAddWithoutValidation(
                    "Cookie",
                    string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"))
                );
            foreach (var (name, value) in headers)
            {
                request.Headers.Remove(name);
                request.Headers.TryAddWithoutValidation(name, value);
            }
            var answer = await _http.SendAsync(request);
            Keep(answer);
            if (!follow || (int)answer.StatusCode is < 300 or >= 400 || hops == 10)
                return new(
                    answer.StatusCode,
                    address,
                    answer,
                    _parser.ParseDocument(await answer.Content.ReadAsStringAsync())
                );
            (method, address, content) = (HttpMethod.Get, new Uri(address, answer.Headers.Location!), null);
        }
    }

    private void Keep(HttpResponseMessage answer)
    {
        if (!answer.Headers.TryGetValues("Set-Cookie", out var set))
            return;
        foreach (var cookie in set)
        {
            var (name, value) = (
                cookie[..cookie.IndexOf('=', StringComparison.Ordinal)],
                cookie[
                    (cookie.IndexOf('=', StringComparison.Ordinal) + 1)..cookie.IndexOf(';', StringComparison.Ordinal)
                ]
            );
            if (value.Length == 0)
                Cookies.Remove(name);
            else
                Cookies[name] = value;
        }
    }

    public void Dispose() => _http.Dispose();
}
