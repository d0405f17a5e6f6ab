using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Capacity;
using ReferralNetwork.Capacity.Features;
using ReferralNetwork.Contracts;
using ReferralNetwork.Medical.Data;
using ReferralNetwork.Medical.Domain;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Medical.Features;

/// <summary>Somebody of the clinic opens a document; its chain of custody records it.</summary>
internal static class OpenDocument
{
    public static void Map(IEndpointRouteBuilder document) =>
        document.MapPost("/open", Handle).For(Roles.Intake).InTransaction();

    private static async Task<Results<Ok<GivenDocument>, Refused>> Handle(
        Guid attemptId,
        Guid documentId,
        NothingRequest? _,
        MedicalDb db,
        KindLedger ledger,
        Sealer sealer,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    ) =>
        await Documents.Find(db, ledger, user, attemptId, documentId, ct) is { } document
            ? await Custody.Give(document, CustodyChain.Opened, null, null, db, sealer, user, clock, ct)
            : Problem.NotFound();
}
