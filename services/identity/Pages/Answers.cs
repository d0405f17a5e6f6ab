using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReferralNetwork.Identity.Pages;

/// <summary>What the pages answer alike.</summary>
internal static class Answers
{
    /// <summary>The form again with its fault, and without its passwords; no success, so that no browser offers to keep
    /// them.</summary>
    public static IActionResult Retry(this PageModel page, string field, string fault)
    {
        page.ModelState.AddModelError(field, fault);
        page.Response.StatusCode = StatusCodes.Status400BadRequest;
        return page.Page();
    }

    /// <summary>To another address by GET, whatever this request was: 307 would send a password on.</summary>
    public static IActionResult See(this PageModel page, string address)
    {
        page.Response.Headers.Location = address;
        return page.StatusCode(StatusCodes.Status303SeeOther);
    }
}
