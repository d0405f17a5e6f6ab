using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Medical.Data;
using ReferralNetwork.Medical.Domain;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Medical.Features;

/// <summary>Gives out a document together with its new link of custody: both are in one transaction.</summary>
internal static class Custody
{
    public static async Task<Ok<GivenDocument>> Give(
        Document document,
        string action,
        string? basis,
        ReleaseNote? note,
        MedicalDb db,
        Sealer sealer,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        // Of two links added at once the key refuses one, whose request then runs again behind the other (see Writes).
        var last = await db
            .Custody.AsNoTracking()
            .Where(c => c.DocumentId == document.Id)
            .OrderByDescending(c => c.Seq)
            .FirstAsync(ct);
        var sealedNote = note is null ? null : sealer.Seal(document.Key, document.Id, note);
        var link = CustodyChain.Next(document, last, await clock.Now(ct), user.Subject(), action, basis, sealedNote);
        db.Add(link);
        return TypedResults.Ok(
            new GivenDocument(
                document.Id,
                document.Code,
                document.MediaType,
                sealer.Open<byte[]>(document.Key, document.Id, document.Sealed),
                Convert.ToHexString(document.Hash),
                link.Seq,
                Convert.ToHexString(link.Hash)
            )
        );
    }
}

/// <param name="Hash">SHA-256 of the content, in hexadecimal.</param>
/// <param name="Link">Number of the link that records this.</param>
/// <param name="LinkHash">To be written on the paper that goes with the document: whoever holds it can tell whether the
/// chain was rebuilt since.</param>
internal sealed record GivenDocument(
    Guid Id,
    string Code,
    string MediaType,
    byte[] Content,
    string Hash,
    int Link,
    string LinkHash
);
