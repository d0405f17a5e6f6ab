using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace ReferralNetwork.Pages;

/// <summary>Finds the page handler that a form is for, even where the URL does not name it.</summary>
internal sealed class Handlers : IAsyncResourceFilter, IAsyncPageFilter
{
    /// <summary>Name of the field: the framework reads it from the URL, and buttons send it.</summary>
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

    /// <summary>A form that names no known handler changes nothing. The browser is redirected to the page, which is
    /// never rendered without its data.</summary>
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
