using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ReferralNetwork.Pages;

/// <summary>A problem as a page, for clients that accept HTML; programs get problem details (RFC 9457).</summary>
internal sealed class HtmlProblems : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) =>
        context.HttpContext.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        context.ProblemDetails.Extensions.TryAdd(
            "traceId",
            System.Diagnostics.Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier
        );
        var view = new ViewResult
        {
            ViewName = "/Pages/Shared/Problem.cshtml",
            StatusCode = context.ProblemDetails.Status,
            ViewData = new ViewDataDictionary<ProblemDetails>(
                new EmptyModelMetadataProvider(),
                new ModelStateDictionary()
            )
            {
                Model = context.ProblemDetails,
            },
        };
        await http
            .RequestServices.GetRequiredService<IActionResultExecutor<ViewResult>>()
            .ExecuteAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()), view);
    }
}
