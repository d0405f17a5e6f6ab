using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReferralNetwork.Portal.Pages;

/// <summary>Where an idle page leads by itself. Another page of the same sign-in may still be in use: then it says
/// so.</summary>
internal sealed class SignedOutModel : PageModel;
