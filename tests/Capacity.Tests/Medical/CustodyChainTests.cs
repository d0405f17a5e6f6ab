using System.Security.Cryptography;
using ReferralNetwork.Medical.Data;
using ReferralNetwork.Medical.Domain;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Tests.Medical;

/// <summary>A chain of custody by itself: whatever is changed afterwards is seen.</summary>
public sealed class CustodyChainTests
{
    private static readonly DateTimeOffset At = new(2030, 5, 6, 7, 8, 9, TimeSpan.Zero);
    private static readonly byte[] Content = "%PDF-1.7 an example"u8.ToArray();
    private static readonly Document Report = Of("forensic-report");

    private static readonly CustodyEntry Made = CustodyChain.Next(Report, null, At, "nurse", CustodyChain.Made);
    private static readonly CustodyEntry Opened = CustodyChain.Next(
        Report,
        Made,
        At.AddHours(1),
        "doctor",
        CustodyChain.Opened
    );
    private static readonly CustodyEntry Given = CustodyChain.Next(
        Report,
        Opened,
        At.AddHours(2),
        "doctor",
        CustodyChain.Released,
        "court-order",
        [1, 2, 3]
    );

    [Fact]
    public void A_chain_is_intact_after_every_link()
    {
        CustodyChain.IsIntact(Report, Content, [Made]).ShouldBeTrue();
        CustodyChain.IsIntact(Report, Content, [Made, Opened]).ShouldBeTrue();
        CustodyChain.IsIntact(Report, Content, [Made, Opened, Given]).ShouldBeTrue();
        (Made.Seq, Opened.Seq, Given.Seq).ShouldBe((1, 2, 3));
    }

    [Fact]
    public void A_link_hashes_what_is_documented()
    {
        byte[] canonical =
        [
            0,
            0,
            0,
            16,
            .. Report.Id.ToByteArray(bigEndian: true),
            0,
            0,
            0,
            16,
            .. Report.AttemptId.ToByteArray(bigEndian: true),
            0,
            0,
            0,
            15,
            .. "forensic-report"u8,
            0,
            0,
            0,
            15,
            .. "application/pdf"u8,
            0,
            0,
            0,
            32,
            .. SHA256.HashData(Content),
            0,
            0,
            0,
            8,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            1,
            0,
            0,
            0,
            8,
            .. BitConverter.GetBytes((At - DateTimeOffset.UnixEpoch).Ticks / 10).Reverse(),
            0,
            0,
            0,
            5,
            .. "nurse"u8,
            0,
            0,
            0,
            4,
            .. "made"u8,
            255,
            255,
            255,
            255,
            255,
            255,
            255,
            255,
            255,
            255,
            255,
            255,
        ];

        Made.Hash.ShouldBe(SHA256.HashData(canonical));
    }

    public static TheoryData<string> Changes => [.. Tampered.Keys];

    private static readonly Dictionary<string, (Document, byte[]?, CustodyEntry[])> Tampered = new()
    {
        ["the content"] = (Report, "%PDF-1.7 an excuse!"u8.ToArray(), [Made, Opened, Given]),
        ["the content's length"] = (Report, [.. Content, 0], [Made, Opened, Given]),
        ["content that opens no more"] = (Report, null, [Made, Opened, Given]),
        ["content and its hash"] = (Of("forensic-report", "x"u8.ToArray()), "x"u8.ToArray(), [Made, Opened, Given]),
        ["the code"] = (Of("test-result"), Content, [Made, Opened, Given]),
        ["the media type"] = (Of("forensic-report", mediaType: "text/plain"), Content, [Made, Opened, Given]),
        ["whose it is"] = (Of("forensic-report", attempt: Guid.NewGuid()), Content, [Made, Opened, Given]),
        ["who made it"] = (Of("forensic-report", by: "somebody"), Content, [Made, Opened, Given]),
        ["when it was made"] = (Of("forensic-report", at: At.AddDays(1)), Content, [Made, Opened, Given]),
        ["the time of a link"] = (Report, Content, [Made, Like(Opened, at: At), Given]),
        ["the person of a link"] = (Report, Content, [Made, Like(Opened, by: "nurse"), Given]),
        ["the action of a link"] = (Report, Content, [Made, Like(Opened, action: CustodyChain.Released), Given]),
        ["the basis of a link"] = (Report, Content, [Made, Opened, Like(Given, basis: "consent")]),
        ["the note of a link"] = (Report, Content, [Made, Opened, Like(Given, note: [1, 2, 4])]),
        ["a note taken away"] = (Report, Content, [Made, Opened, Like(Given, note: [])]),
        ["the hash of a link"] = (Report, Content, [Made, Like(Opened, hash: new byte[32]), Given]),
        ["the number of a link"] = (Report, Content, [Made, Like(Opened, seq: 3), Given]),
        ["a link taken away"] = (Report, Content, [Made, Given]),
        ["a link taken away and the next numbered anew"] = (Report, Content, [Made, Like(Given, seq: 2)]),
        ["a link made anew and not the ones behind it"] = (
            Report,
            Content,
            [Made, CustodyChain.Next(Report, Made, At.AddHours(1), "nurse", CustodyChain.Opened), Given]
        ),
        ["the first link taken away"] = (Report, Content, [Opened, Given]),
        ["all links taken away"] = (Report, Content, []),
        ["two links exchanged"] = (Report, Content, [Made, Given, Opened]),
        ["another's link"] = (
            Report,
            Content,
            [
                Made,
                CustodyChain.Next(Of("forensic-report", id: Guid.NewGuid()), Made, At, "doctor", CustodyChain.Opened),
            ]
        ),
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_was_changed_is_seen(string change)
    {
        var (document, content, links) = Tampered[change];

        CustodyChain.IsIntact(document, content, links).ShouldBeFalse();
    }

    [Theory]
    [InlineData("application/pdf", "%PDF-1.4", true)]
    [InlineData("application/pdf", "PK", false)]
    [InlineData("image/png", "%PDF-1.4", false)]
    [InlineData("text/plain", "អ្នកជំងឺ\r\n\tx", true)]
    [InlineData("text/plain", "a\0b", false)]
    public void A_file_is_what_it_says(string mediaType, string content, bool fits) =>
        FileKinds.Fits(mediaType, global::System.Text.Encoding.UTF8.GetBytes(content)).ShouldBe(fits);

    [Fact]
    public void Pictures_and_texts_are_known_by_their_bytes()
    {
        FileKinds.Fits("image/jpeg", [0xff, 0xd8, 0xff, 0xe0]).ShouldBeTrue();
        FileKinds.Fits("image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]).ShouldBeTrue();
        FileKinds.Fits("text/plain", [0xff, 0xd8, 0xff]).ShouldBeFalse();
        FileKinds.Known.ShouldBe(["application/pdf", "image/jpeg", "image/png", "text/plain"], ignoreOrder: true);
    }

    private static Document Of(
        string code,
        byte[]? content = null,
        string mediaType = "application/pdf",
        Guid? attempt = null,
        string by = "nurse",
        DateTimeOffset? at = null,
        Guid? id = null
    ) =>
        new()
        {
            Id = id ?? Guid.Parse("01a2011b-22ae-77ea-8557-afab3e4f1a34"),
            AttemptId = attempt ?? Guid.Parse("01a2011b-20d9-7e26-aec5-66e3a090a03b"),
            OrganisationId = Guid.Empty,
            Code = code,
            MediaType = mediaType,
            Size = (content ?? Content).Length,
            Hash = SHA256.HashData(content ?? Content),
            Key = new WrappedKey("", []),
            Sealed = [],
            At = at ?? At,
            By = by,
        };

    private static CustodyEntry Like(
        CustodyEntry link,
        int? seq = null,
        DateTimeOffset? at = null,
        string? by = null,
        string? action = null,
        string? basis = null,
        byte[]? note = null,
        byte[]? hash = null
    ) =>
        new()
        {
            DocumentId = link.DocumentId,
            Seq = seq ?? link.Seq,
            At = at ?? link.At,
            By = by ?? link.By,
            Action = action ?? link.Action,
            Basis = basis ?? link.Basis,
            SealedNote = note is [] ? null : note ?? link.SealedNote,
            Hash = hash ?? link.Hash,
        };
}
