using System.Net.Http.Headers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReferralNetwork.Portal.Pages.Gazetteer;

/// <summary>Imports provinces, districts and communes from a file of the national gazetteer.</summary>
[RequestSizeLimit(MaxBody)]
internal sealed class IndexModel(NetworkApi api, PlaceNames gazetteer, Texts texts) : PageModel
{
    /// <summary>In bytes; the same as the API's limit.</summary>
    private const long MaxBody = 16 * 1024 * 1024;

    /// <summary>The same as the gateway's time limit for an import.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public ImportReport? Report { get; private set; }

    public async Task OnPost(IFormFile? file)
    {
        if (file is null or { Length: 0 })
        {
            ModelState.AddModelError("File", texts["error.needed"]);
            return;
        }
        await using var csv = file.OpenReadStream();
        using var content = new StreamContent(csv);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv") { CharSet = "utf-8" };
        var answer = await api.Send<ImportReport>(
            HttpMethod.Post,
            "/api/gazetteer/import",
            content,
            patience: Patience
        );
        Report = answer.Value;
        gazetteer.Forget();
        if (answer.Refusal is not null)
            ModelState.AddModelError("File", texts["gazetteer.fault"]);
    }
}
