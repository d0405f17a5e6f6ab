using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReferralNetwork.Portal.Pages;

/// <summary>Where an idle page goes by itself. If another page of the same sign-in is still in use, this page says
/// so.</summary>
internal sealed class SignedOutModel : PageModel;
