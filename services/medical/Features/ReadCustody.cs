using System.Security.Claims;
using System.Security.Cryptography;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Contracts;
using ReferralNetwork.Medical.Data;
using ReferralNetwork.Medical.Domain;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Medical.Features;

/// <summary>Everybody who has had a document since it was made, and whether it is unchanged.</summary>
internal static class ReadCustody
{
    public static void Map(IEndpointRouteBuilder document) => document.MapGet("/custody", Handle).For(Roles.Intake);

    private static async Task<Results<Ok<CustodyView>, Refused>> Handle(
        Guid attemptId,
        Guid documentId,
        MedicalDb db,
        KindLedger ledger,
        Sealer sealer,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (await Documents.Find(db, ledger, user, attemptId, documentId, ct) is not { } document)
            return Problem.NotFound();
        var links = await db
            .Custody.AsNoTracking()
            .Where(c => c.DocumentId == documentId)
            .OrderBy(c => c.Seq)
            .ToListAsync(ct);
        return TypedResults.Ok(
            new CustodyView(
                CustodyChain.IsIntact(document, Try<byte[]>(document.Sealed), links),
                [
                    .. links.Select(link => new LinkView(
                        link.Seq,
                        link.At,
                        link.By,
                        link.Action,
                        link.Basis,
                        link.SealedNote is { } note ? Try<ReleaseNote>(note) : null,
                        Convert.ToHexString(link.Hash)
                    )),
                ]
            )
        );

        // What somebody has changed cannot be opened; that is reported as a result and is no error of the service.
        T? Try<T>(byte[] sealedValue)
            where T : class
        {
            try
            {
                return sealer.Open<T>(document.Key, document.Id, sealedValue);
            }
            catch (CryptographicException)
            {
                return null;
            }
        }
    }
}

/// <param name="Intact">False: the content or a link is not as it was made.</param>
internal sealed record CustodyView(bool Intact, IReadOnlyList<LinkView> Links);

/// <param name="Note">Only for a release; null also where it cannot be opened.</param>
internal sealed record LinkView(
    int Seq,
    DateTimeOffset At,
    string By,
    string Action,
    string? Basis,
    ReleaseNote? Note,
    string Hash
);
