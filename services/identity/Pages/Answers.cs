using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReferralNetwork.Identity.Pages;

/// <summary>Answers that the pages share.</summary>
internal static class Answers
{
    /// <summary>Shows the form again with its fault and without its passwords; with status 400, so that no browser
    /// offers to save them.</summary>
    public static IActionResult Retry(this PageModel page, string field, string fault)
    {
        page.ModelState.AddModelError(field, fault);
        page.Response.StatusCode = StatusCodes.Status400BadRequest;
        return page.Page();
    }

    /// <summary>Redirects to another address by GET (303), whatever this request was: 307 would send a password
    /// on.</summary>
    public static IActionResult See(this PageModel page, string address)
    {
        page.Response.Headers.Location = address;
        return page.StatusCode(StatusCodes.Status303SeeOther);
    }
}
