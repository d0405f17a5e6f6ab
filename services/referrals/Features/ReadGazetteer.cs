using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <summary>The places of a form's lists, one level at a time.</summary>
internal static class ReadGazetteer
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/gazetteer", List).For([.. Roles.All]).WithTags("gazetteer");

    /// <param name="under">Code of a province or district; the provinces when left out.</param>
    private static Ok<PlacesView> List(AvailabilityIndex index, string? under = null) =>
        TypedResults.Ok(
            new PlacesView([
                .. index.Gazetteer.Under(under ?? "").Select(place => new PlaceView(place.Code, place.Name)),
            ])
        );
}

internal sealed record PlacesView(IReadOnlyList<PlaceView> Items);

internal sealed record PlaceView(string Code, LocalText Name);
