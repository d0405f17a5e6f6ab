using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Contracts;
using ReferralNetwork.Medical.Data;
using ReferralNetwork.Medical.Domain;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Medical.Features;

/// <summary>Documents that a clinic keeps under seal. Only its own intake knows that there are any; no event tells of
/// them.</summary>
internal static class Documents
{
    /// <summary>Most documents of one referral at one clinic.</summary>
    public const int MaxDocuments = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/inbox/{attemptId:guid}/documents", List).For(Roles.Intake);
        routes
            .MapPost("/inbox/{attemptId:guid}/documents", HandIn)
            .For(Roles.Intake)
            .WithMetadata(new RequestSizeLimitAttribute(ServiceHost.MaxFileBody))
            .Creates(Reload);
    }

    /// <summary>The oldest first, without their content.</summary>
    private static async Task<Results<Ok<WorkList<DocumentView>>, Refused>> List(
        Guid attemptId,
        MedicalDb db,
        KindLedger ledger,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (await ledger.Find(user, attemptId, ct) is null)
            return Problem.NotFound();
        var views = await Views(db, Of(db, ledger, user, attemptId)).Take(Page.OneMore).ToListAsync(ct);
        return TypedResults.Ok(Page.First(views));
    }

    private static async Task<Results<Created<DocumentView>, Refused>> HandIn(
        Guid attemptId,
        DocumentRequest request,
        MedicalDb db,
        KindLedger ledger,
        KindDescriptor kind,
        UnitOfWork work,
        Sealer sealer,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await ledger.Find(user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        if (!Status.Helping.Contains(attempt.Status))
            return KindLedger.Refuse(attempt, $"No document can be added to a referral that is {attempt.Status}.");
        await work.AcquireLock($"documents/{attempt.Id}", ct);
        if (await Of(db, ledger, user, attemptId).CountAsync(ct) >= MaxDocuments)
            return Problem.Of(
                StatusCodes.Status429TooManyRequests,
                $"This referral has {MaxDocuments} documents, which is the most it may have.",
                ("reason", "documents")
            );
        var (now, content) = (await clock.Now(ct), request.Content!);
        var id = Guid.CreateVersion7(now);
        var key = sealer.NewKey(id);
        var document = new Document
        {
            Id = id,
            AttemptId = attempt.Id,
            OrganisationId = attempt.OrganisationId,
            Code = request.Code!,
            MediaType = request.MediaType!,
            Size = content.Length,
            Hash = SHA256.HashData(content),
            Key = key,
            Sealed = sealer.Seal(key, id, content),
            At = now,
            By = user.Subject(),
        };
        db.Add(document);
        db.Add(CustodyChain.Next(document, null, now, document.By, CustodyChain.Made));
        return TypedResults.Created(
            $"/api/{kind.Route}/inbox/{attemptId}/documents",
            new DocumentView(
                id,
                document.Code,
                document.MediaType,
                document.Size,
                Convert.ToHexString(document.Hash),
                now,
                document.By,
                0
            )
        );
    }

    /// <summary>The organisation's documents of this attempt's referral, from any of its attempts there.</summary>
    private static IQueryable<Document> Of(MedicalDb db, KindLedger ledger, ClaimsPrincipal user, Guid attemptId) =>
        from asked in ledger.Attempts(user)
        where asked.Id == attemptId
        join attempt in ledger.Attempts(user) on asked.ReferralId equals attempt.ReferralId
        join document in db.Documents on attempt.Id equals document.AttemptId
        select document;

    public static Task<Document?> Find(
        MedicalDb db,
        KindLedger ledger,
        ClaimsPrincipal user,
        Guid attemptId,
        Guid id,
        CancellationToken ct
    ) => Of(db, ledger, user, attemptId).AsNoTracking().SingleOrDefaultAsync(document => document.Id == id, ct);

    // The sealed content is not read from the database.
    private static IQueryable<DocumentView> Views(MedicalDb db, IQueryable<Document> documents) =>
        documents
            .AsNoTracking()
            .OrderBy(d => d.At)
            .ThenBy(d => d.Id)
            .Select(d => new DocumentView(
                d.Id,
                d.Code,
                d.MediaType,
                d.Size,
                Convert.ToHexString(d.Hash),
                d.At,
                d.By,
                db.Custody.Count(c => c.DocumentId == d.Id && c.Action == CustodyChain.Released)
            ));

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct)
    {
        var db = http.RequestServices.GetRequiredService<MedicalDb>();
        var own = http.RequestServices.GetRequiredService<KindLedger>().Attempts(http.User);
        return await Views(db, db.Documents.Where(d => d.Id == id && own.Any(a => a.Id == d.AttemptId)))
            .SingleOrDefaultAsync(ct);
    }
}

/// <param name="Code">One of <see cref="DocumentCodes.Documents"/>.</param>
/// <param name="Content">The file; in JSON as base64.</param>
internal sealed record DocumentRequest(string? Code, string? MediaType, byte[]? Content);

internal sealed class DocumentRequestValidator : AbstractValidator<DocumentRequest>
{
    public DocumentRequestValidator()
    {
        RuleFor(r => r.Code).RequiredOneOf(DocumentCodes.Documents);
        RuleFor(r => r.MediaType).RequiredOneOf(FileKinds.Known);
        RuleFor(r => r.Content).Must(content => content is { Length: > 0 }).WithMessage("is required");
        RuleFor(r => r.Content)
            .Must(content => content is not { Length: > FileKinds.MaxSize })
            .WithMessage($"is larger than {FileKinds.MaxSize} bytes");
        RuleFor(r => r.Content)
            .Must((r, content) => FileKinds.Fits(r.MediaType!, content!))
            .WithMessage("is not what mediaType says")
            .When(r => r.Content is not null && FileKinds.Known.Contains(r.MediaType));
    }
}

/// <param name="Size">Bytes.</param>
/// <param name="Hash">SHA-256, in hexadecimal.</param>
/// <param name="Given">How often it was released; also its ETag.</param>
internal sealed record DocumentView(
    Guid Id,
    string Code,
    string MediaType,
    int Size,
    string Hash,
    DateTimeOffset At,
    string By,
    int Given
) : IResource
{
    /// <summary>False: it may never leave the clinic.</summary>
    public bool Releasable => DocumentCodes.Released.Contains(Code);

    [JsonIgnore]
    public int Version => Given;

    [JsonPropertyName("etag")]
    public string ETag => ETagOf(Given);

    public static string ETagOf(int given) => $"\"{given}\"";
}
