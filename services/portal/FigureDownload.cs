using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Portal;

/// <summary>Passes on a file of the API to somebody with a browser, who has no token.</summary>
internal static class FigureDownload
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/figures/{yearMonth}.csv", Figures)
            .For(Roles.Coordinator, Roles.Auditor)
            .ExcludeFromDescription();

    private static async Task<Results<FileStreamHttpResult, StatusCodeHttpResult>> Figures(
        string yearMonth,
        HttpContext http,
        NetworkApi api
    )
    {
        var answer = await api.Stream(
            $"/api/figures/{Uri.EscapeDataString(yearMonth)}.csv",
            "text/csv",
            http.RequestAborted
        );
        http.Response.RegisterForDispose(answer);
        if (!answer.IsSuccessStatusCode)
            return TypedResults.StatusCode((int)answer.StatusCode);
        return TypedResults.Stream(
            await answer.Content.ReadAsStreamAsync(http.RequestAborted),
            "text/csv; charset=utf-8",
            $"figures-{yearMonth}.csv"
        );
    }
}
