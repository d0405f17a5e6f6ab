using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace ReferralNetwork.Pages;

/// <summary>Which handler of a page a form is for, also where the address does not say it.</summary>
internal sealed class Handlers : IAsyncResourceFilter, IAsyncPageFilter
{
    /// <summary>The name by which the framework reads it from the address, and buttons send it.</summary>
    public const string Field = "handler";

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        if (
            HttpMethods.IsPost(request.Method)
            && request.HasFormContentType
            && !request.Query.ContainsKey(Field)
            && (await request.ReadFormAsync(context.HttpContext.RequestAborted))[Field] is [{ Length: > 0 } handler, ..]
        )
            context.RouteData.Values[Field] = handler;
        await next();
    }

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    /// <summary>A form for no handler does nothing: the page is shown as it is, and never without what it
    /// shows.</summary>
    public async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var request = context.HttpContext.Request;
        if (context.HandlerMethod is null && HttpMethods.IsPost(request.Method))
            context.Result = new LocalRedirectResult(request.GetEncodedPathAndQuery());
        else
            await next();
    }
}
