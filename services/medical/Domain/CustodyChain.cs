using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ReferralNetwork.Medical.Data;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Medical.Domain;

/// <summary>
/// Who had a document, when and why. Each link holds the hash of the one before, so that none can be changed or removed
/// unnoticed. A link's hash is SHA-256 over these, one after another: the document's id, attempt, code, media type and
/// hash; the link's number, time, person, action, basis and sealed note; the hash of the link before. Each is written
/// as its length in bytes (4, big-endian) and its bytes, or as FFFFFFFF when there is none; texts in UTF-8, ids in the
/// order of RFC 9562, the number and the time (microseconds since 1970, UTC) as 8 bytes, big-endian.
/// </summary>
internal static class CustodyChain
{
    public const string Made = "made";
    public const string Opened = "opened";
    public const string Released = "released";

    /// <param name="last">The link before; null for the first.</param>
    /// <param name="note">Sealed under the document's key.</param>
    public static CustodyEntry Next(
        Document document,
        CustodyEntry? last,
        DateTimeOffset at,
        string by,
        string action,
        string? basis = null,
        byte[]? note = null
    )
    {
        var seq = (last?.Seq ?? 0) + 1;
        return new CustodyEntry
        {
            DocumentId = document.Id,
            Seq = seq,
            At = at,
            By = by,
            Action = action,
            Basis = basis,
            SealedNote = note,
            Hash = HashOf(document, seq, at, by, action, basis, note, last?.Hash),
        };
    }

    /// <summary>Whether the document is as it was handed in, and every link as it was made.</summary>
    /// <param name="content">The document as it opens now; null where it cannot be opened.</param>
    /// <param name="links">In order.</param>
    public static bool IsIntact(Document document, byte[]? content, IReadOnlyList<CustodyEntry> links)
    {
        if (
            content is null
            || content.Length != document.Size
            || !SHA256.HashData(content).AsSpan().SequenceEqual(document.Hash)
        )
            return false;
        if (links is not [{ Action: Made } first, ..] || first.At != document.At || first.By != document.By)
            return false;
        byte[]? before = null;
        foreach (var (i, link) in links.Index())
        {
            if (link.Seq != i + 1 || link.DocumentId != document.Id)
                return false;
            if (
                !HashOf(document, link.Seq, link.At, link.By, link.Action, link.Basis, link.SealedNote, before)
                    .AsSpan()
                    .SequenceEqual(link.Hash)
            )
                return false;
            before = link.Hash;
        }
        return true;
    }

    private static byte[] HashOf(
        Document document,
        int seq,
        DateTimeOffset at,
        string by,
        string action,
        string? basis,
        byte[]? note,
        byte[]? before
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (
            var field in new[]
            {
                document.Id.ToByteArray(bigEndian: true),
                document.AttemptId.ToByteArray(bigEndian: true),
                Bytes(document.Code),
                Bytes(document.MediaType),
                document.Hash,
                Bytes(seq),
                Bytes(at.ToUnixTimeMicroseconds()),
                Bytes(by),
                Bytes(action),
                Bytes(basis),
                note,
                before,
            }
        )
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, field?.Length ?? -1);
            hash.AppendData(length);
            hash.AppendData(field ?? []);
        }
        return hash.GetHashAndReset();
    }

    private static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);

    private static byte[] Bytes(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
