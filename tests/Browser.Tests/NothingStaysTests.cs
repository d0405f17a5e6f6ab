using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace ReferralNetwork.Browser.Tests;

/// <summary>What was typed about her is on no phone and in no log of addresses afterwards.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed partial class NothingStaysTests(BrowserNetwork network)
{
    private static readonly string[] Marks = ["Zanzibarmark", "77600099", "Quokkamark", "Numbatmark", "Wombatmark"];

    [Fact]
    public async Task What_is_typed_is_in_no_address_no_storage_and_no_kept_page()
    {
        var (addresses, answers) = (new ConcurrentBag<string>(), new ConcurrentBag<IResponse>());
        await using var caseworker = await network.SignedInNow("ngo-1", Screen.Phone("en"));
        await using var desk = await network.SignedInNow("shelter-1", Screen.Desktop("en"));
        foreach (var context in new[] { caseworker.Context, desk.Context })
        {
            context.Request += (_, request) =>
                addresses.Add($"{request.Url} {request.Headers.GetValueOrDefault("referer")}");
            context.Response += (_, response) => answers.Add(response);
        }

        await caseworker.Searches(Kinds.Shelter, age: "37");
        await caseworker.Asks(network.Pool(Kinds.Shelter));
        var page = caseworker.Page;
        await caseworker.Unfold("#Name");
        foreach (var field in new[] { "name", "contact", "narrative" })
            await caseworker.Choose("Fields[shelter]", field);
        await page.FillAsync("#Name", Marks[0]);
        await page.FillAsync("[id='Contact.Way']", Marks[1]);
        await page.FillAsync("#Narrative", Marks[2]);
        var id = await caseworker.Sends();
        await caseworker.Sees("business.held");

        await desk.Page.GotoAsync($"/desk/shelter/{network.Attempt(id)}");
        await desk.Press("Accept");
        await desk.Sees("business.accepted");
        // Accepted is known at once, what she agreed to share a moment later.
        await Eventually.IsSo(
            async () =>
            {
                await desk.Press("Details");
                return (await desk.Main.InnerTextAsync()).Contains(Marks[0], StringComparison.Ordinal);
            },
            "the desk sees the name"
        );
        (await desk.Main.InnerTextAsync()).ShouldContain(Marks[2]);
        await desk.Page.GotoAsync($"/desk/shelter/{network.Attempt(id)}");
        (await desk.Main.InnerTextAsync()).ShouldNotContain(Marks[0], Case.Sensitive, "shown in one answer only");

        await page.ReloadAsync();
        await caseworker.Unfold("#Note");
        await page.FillAsync("#Note", Marks[3]);
        await caseworker.Press("Error");
        await caseworker.Sees("business.entered-in-error");

        addresses.Where(address => Marks.Any(address.Contains) || Age().IsMatch(address)).ShouldBeEmpty();
        foreach (var person in new[] { caseworker, desk })
        {
            var kept =
                await person.Context.StorageStateAsync(new() { IndexedDB = true })
                + await person.Page.EvaluateAsync<string>(
                    "() => JSON.stringify([sessionStorage, localStorage, document.cookie])"
                )
                + await person.Page.EvaluateAsync<string>(
                    "async () => JSON.stringify([await indexedDB.databases(), await caches.keys()])"
                );
            kept.ShouldContain("[{},{},\\\"\\\"]".Replace("\\", ""), Case.Sensitive, "scripts find nothing");
            kept.ShouldContain("[[],[]]");
            Marks.Where(mark => kept.Contains(mark, StringComparison.Ordinal)).ShouldBeEmpty();
            foreach (var cookie in await person.Context.CookiesAsync())
            {
                cookie.Name.ShouldStartWith("__Host-");
                (cookie.Secure, cookie.HttpOnly, cookie.Path).ShouldBe((true, true, "/"), cookie.Name);
                cookie.SameSite.ShouldBeOneOf(SameSiteAttribute.Lax, SameSiteAttribute.Strict);
                // What says only that somebody signed in here before, sealed, stays: without it a stranger's guesses
                // shut her out.
                if (cookie.Name != "__Host-device")
                    cookie.Expires.ShouldBe(-1, $"{cookie.Name} ends with the browser");
            }
        }
        var pages = answers
            .Where(answer =>
                answer.Headers.GetValueOrDefault("content-type", "").StartsWith("text/html", StringComparison.Ordinal)
            )
            .ToList();
        pages.Count.ShouldBeGreaterThan(8);
        pages
            .Where(answer =>
                !answer.Headers.GetValueOrDefault("cache-control", "").Contains("no-store", StringComparison.Ordinal)
            )
            .Select(answer => answer.Url)
            .ShouldBeEmpty();
        pages
            .Where(answer => answer.Headers.GetValueOrDefault("referrer-policy") != "no-referrer")
            .Select(answer => answer.Url)
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_typed_lies_sealed_in_the_data_folder()
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Phone("en"));
        await caseworker.Searches(Kinds.Medical);
        await caseworker.Asks(network.Pool(Kinds.Medical));
        await caseworker.Unfold("#Name");
        await caseworker.Choose("Fields[medical]", "name");
        await caseworker.Page.FillAsync("#Name", Marks[4]);
        await caseworker.Sends();
        foreach (var file in Directory.EnumerateFiles(network.Folder, "*.db*"))
        {
            await using var stream = new FileStream(
                file,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            copy.GetBuffer().AsSpan().IndexOf(Encoding.UTF8.GetBytes(Marks[4])).ShouldBe(-1, file);
        }
    }

    [GeneratedRegex(@"[=/]37(\D|$)")]
    private static partial Regex Age();
}
