using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Medical.Pages.Clinic;

/// <summary>Somebody whom a clinic has accepted: visits and sealed documents. An uploaded file is passed on and not
/// stored here.</summary>
// The whole form stays in memory: above the threshold its file would be written to disk.
[
    RequestSizeLimit(ServiceHost.MaxFileBody),
    RequestFormLimits(
        MultipartBodyLengthLimit = ServiceHost.MaxFileBody,
        MemoryBufferThreshold = ServiceHost.MaxFileBody
    )
]
internal sealed class ItemModel(NetworkApi api, Texts texts, Clock clock) : PageModel
{
    private static readonly KindDescriptor Medical = KindDescriptor.Of("medical");

    [FromRoute]
    public Guid Id { get; set; }

    [FromQuery]
    public string? Told { get; set; }

    /// <summary>The document whose chain of custody is shown.</summary>
    [FromQuery]
    public Guid? Document { get; set; }

    [BindProperty]
    public string? Basis { get; set; }

    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? How { get; set; }

    [BindProperty]
    public string? TakenBy { get; set; }

    [BindProperty]
    public string? Court { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    public InboxItem Item { get; private set; } = null!;
    public Agenda Agenda { get; private set; } = null!;
    public IReadOnlyList<DocumentView> Documents { get; private set; } = [];
    public DocumentView? Chosen { get; private set; }
    public CustodyView? Custody { get; private set; }

    private string Path => $"/api/medical/inbox/{Id}";

    public async Task<IActionResult> OnGet()
    {
        if (await api.Find<InboxItem>(Path) is not { } item)
            return NotFound();
        Item = item;
        Agenda = await Agenda.Of(api, Medical, Id, item.Status);
        Documents = await api.All<DocumentView>($"{Path}/documents");
        Chosen = Documents.FirstOrDefault(document => document.Id == Document);
        if (Chosen is not null)
            Custody = await api.Find<CustodyView>($"{Path}/documents/{Chosen.Id}/custody");
        if (Custody is null)
            Chosen = null;
        return Page();
    }

    public async Task<IActionResult> OnPostAddDate(DateInput date)
    {
        Told = await Agenda.Add(api, clock, Medical, Id, date);
        if (Told != "input")
            return Back(Told);
        var page = await OnGet();
        if (page is PageResult)
            Agenda = Agenda with { Typed = date };
        return page;
    }

    public async Task<IActionResult> OnPostEndDate(Guid item) => Back(await Agenda.End(api, Medical, Id, item));

    /// <param name="once">Idempotency key of the form: sent twice, it adds one document.</param>
    public async Task<IActionResult> OnPostHandIn(
        Guid once,
        string? documentCode,
        IFormFile? file,
        CancellationToken ct
    )
    {
        if (file is null or { Length: 0 })
            return await Fault("File", "error.needed");
        if (file.Length > ClinicCodes.MaxFile)
            return await Fault("File", "document.fault.large");
        if (!ClinicCodes.Files.ContainsKey(file.ContentType))
            return await Fault("File", "document.fault.kind");
        await using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, ct);
        var answer = await api.Post<JsonObject>(
            $"{Path}/documents",
            new
            {
                code = documentCode,
                mediaType = file.ContentType,
                content = content.ToArray(),
            },
            key: $"{once}"
        );
        return
            answer.Refusal is { Status: StatusCodes.Status400BadRequest } refusal && refusal.Fields.Contains("content")
            ? await Fault("File", "document.fault.kind")
            : Back(answer.Refusal?.Told ?? "saved");
    }

    public async Task<IActionResult> OnPostOpen(Guid document) =>
        Download(await api.Post<GivenDocument>($"{Path}/documents/{document}/open", new { }))
        ?? Redirect($"/clinic/{Id}?told=gone");

    public async Task<IActionResult> OnPostRelease(Guid document, string etag, bool agreed)
    {
        var answer = await api.Post<GivenDocument>(
            $"{Path}/documents/{document}/release",
            new
            {
                basis = FormText.Text(Basis),
                to = FormText.Text(To),
                agreed,
                how = FormText.Text(How),
                takenBy = FormText.Text(TakenBy),
                court = FormText.Text(Court),
                number = FormText.Text(Number),
            },
            ifMatch: etag
        );
        if (answer.Refusal is not { Status: StatusCodes.Status400BadRequest } refusal)
            return Download(answer) ?? Redirect($"/clinic/{Id}?told={answer.Refusal!.Told}&document={document}");
        foreach (var field in refusal.Fields)
            ModelState.AddModelError(
                $"{char.ToUpperInvariant(field[0])}{field[1..]}",
                texts[field == "agreed" ? "release.fault.agreed" : "error.needed"]
            );
        Document = document;
        return await OnGet();
    }

    /// <summary>A download under a file name that says nothing; null for a refusal.</summary>
    private IActionResult? Download(Answer<GivenDocument> answer) =>
        answer.Value is not { } given
            ? null
            : File(given.Content, given.MediaType, $"document{ClinicCodes.Files.GetValueOrDefault(given.MediaType)}");

    private RedirectResult Back(string told) => Redirect($"/clinic/{Id}?told={told}");

    private async Task<IActionResult> Fault(string field, string key)
    {
        ModelState.AddModelError(field, texts[key]);
        return await OnGet();
    }
}
