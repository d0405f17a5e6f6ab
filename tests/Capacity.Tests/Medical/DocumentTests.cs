using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Medical.Data;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Capacity.Tests.Medical;

/// <summary>Sealed documents of a clinic: who gets one stands in its chain, and what a test showed goes
/// nowhere.</summary>
[Collection(nameof(Clinics))]
public sealed class DocumentTests(Clinics clinics)
{
    private static readonly byte[] Pdf = "%PDF-1.7 what the doctor saw"u8.ToArray();
    private static readonly object Consent = new
    {
        basis = "consent",
        to = "Prosecutor Sok",
        agreed = true,
        how = "thumbprint",
        takenBy = "Nurse Chan",
    };
    private static readonly object Order = new
    {
        basis = "court-order",
        to = "Judge Vann",
        court = "Court of Battambang",
        number = "113/2030",
    };

    [Fact]
    public async Task A_report_is_kept_sealed_and_opened_by_its_own_clinic_alone_and_each_opening_is_recorded()
    {
        var (clinic, referral) = await Accepted();
        var made = await HandIn(clinic, referral);

        (
            made.Text("hash"),
            made.Body.GetProperty("size").GetInt32(),
            made.Body.GetProperty("releasable").GetBoolean()
        ).ShouldBe((Convert.ToHexString(SHA256.HashData(Pdf)), Pdf.Length, true));
        made.Body.TryGetProperty("content", out _).ShouldBeFalse();
        var opened = (await Ask(clinic, referral, made, "open", new { })).ShouldBeOk();
        opened.Body.GetProperty("content").GetBytesFromBase64().ShouldBe(Pdf);
        var (intact, links) = await Chain(clinic, referral, made);
        intact.ShouldBeTrue();
        links.ShouldBe(["made", "opened"]);

        var (listed, text) = (
            (await Ask(clinic, HttpMethod.Get, $"/inbox/{clinics.AttemptOf(clinic, referral)}/documents"))
                .ShouldBeOk()
                .Body.GetProperty("items")[0],
            Convert.ToBase64String(Pdf)
        );
        listed.GetProperty("given").GetInt32().ShouldBe(0);
        listed.ToString().ShouldNotContain(text);
        var row = await clinics.Read(
            (MedicalDb db) => db.Documents.AsNoTracking().SingleAsync(d => d.Id == Guid.Parse(made.Text("id")))
        );
        row.Sealed.AsSpan().IndexOf("doctor"u8).ShouldBe(-1);
    }

    [Fact]
    public async Task There_is_a_most_of_documents_of_one_referral()
    {
        var (clinic, referral) = await Accepted();
        for (var i = 0; i < 50; i++)
            await HandIn(clinic, referral);

        var refused = await Ask(
            clinic,
            HttpMethod.Post,
            $"/inbox/{clinics.AttemptOf(clinic, referral)}/documents",
            Body()
        );

        (refused.Status, refused.Text("reason")).ShouldBe((429, "documents"));
        await HandIn(clinic, (await Accepted(clinic)).Referral);
    }

    [Fact]
    public async Task Nobody_else_learns_that_there_is_a_document()
    {
        var ((clinic, referral), other) = (await Accepted(), await clinics.AddPool(1));
        var made = await HandIn(clinic, referral);

        foreach (var (method, path) in Paths(referral, made))
        {
            object? body =
                method == HttpMethod.Get ? null
                : path.EndsWith("release", StringComparison.Ordinal) ? Consent
                : path.EndsWith("documents", StringComparison.Ordinal) ? Body()
                : new { };
            (await Ask(other, method, path, body)).Status.ShouldBe(404, path);
            foreach (var role in new[] { "caseworker", "publisher", "coordinator", "auditor", "operator", "org-admin" })
                (
                    await clinics.Ask(
                        method,
                        path,
                        TestTokens.For(role == "caseworker" ? Given.Referrer.Id : clinic.Organisation, role),
                        body
                    )
                ).Status.ShouldBe(403, $"{path} as {role}");
        }
        var (_, another) = await Accepted(clinic);
        (await Ask(clinic, another, made, "open", new { })).Status.ShouldBe(404, "not of this referral");
        (await Chain(clinic, referral, made)).Links.ShouldBe(["made"]);
    }

    [Fact]
    public async Task A_report_leaves_by_her_consent_or_by_a_courts_order()
    {
        var (clinic, referral) = await Accepted();
        var made = await HandIn(clinic, referral);
        foreach (
            var (body, field) in new (object, string)[]
            {
                (
                    new
                    {
                        basis = "consent",
                        to = "x",
                        how = "spoken",
                        takenBy = "y",
                    },
                    "agreed"
                ),
                (
                    new
                    {
                        basis = "consent",
                        to = "x",
                        agreed = false,
                        how = "spoken",
                        takenBy = "y",
                    },
                    "agreed"
                ),
                (
                    new
                    {
                        basis = "consent",
                        to = "x",
                        agreed = true,
                        takenBy = "y",
                    },
                    "how"
                ),
                (
                    new
                    {
                        basis = "consent",
                        to = "x",
                        agreed = true,
                        how = "spoken",
                    },
                    "takenBy"
                ),
                (
                    new
                    {
                        basis = "court-order",
                        to = "x",
                        number = "1",
                    },
                    "court"
                ),
                (
                    new
                    {
                        basis = "court-order",
                        to = "x",
                        court = "c",
                    },
                    "number"
                ),
                (new { basis = "police", to = "x" }, "basis"),
                (
                    new
                    {
                        basis = "court-order",
                        court = "c",
                        number = "1",
                    },
                    "to"
                ),
            }
        )
        {
            var refused = await Ask(clinic, referral, made, "release", body);
            refused.Status.ShouldBe(400);
            refused.Body.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue(field);
        }

        foreach (var body in new[] { Consent, Order })
            (await Ask(clinic, referral, made, "release", body))
                .ShouldBeOk()
                .Body.GetProperty("content")
                .GetBytesFromBase64()
                .ShouldBe(Pdf);

        var custody = (await Ask(clinic, HttpMethod.Get, Of(referral, made, "custody"))).ShouldBeOk().Body;
        custody.GetProperty("intact").GetBoolean().ShouldBeTrue();
        var links = custody.GetProperty("links").EnumerateArray().ToList();
        links.ConvertAll(link => link.GetProperty("basis").GetString()).ShouldBe([null, "consent", "court-order"]);
        links[1].GetProperty("note").GetProperty("takenBy").GetString().ShouldBe("Nurse Chan");
        links[2].GetProperty("note").GetProperty("number").GetString().ShouldBe("113/2030");
        var rows = await clinics.Read(
            (MedicalDb db) =>
                db.Custody.AsNoTracking().Where(c => c.SealedNote != null).Select(c => c.SealedNote!).ToListAsync()
        );
        foreach (var note in rows)
            note.AsSpan().IndexOf("Prosecutor"u8).ShouldBe(-1);
    }

    [Fact]
    public async Task A_release_that_was_sent_twice_is_one()
    {
        var (clinic, referral) = await Accepted();
        var made = await HandIn(clinic, referral);
        (await Ask(clinic, referral, made, "open", new { })).ShouldBeOk();

        (await Ask(clinic, referral, made, "release", Consent, made.ETag)).ShouldBeOk();

        (await Ask(clinic, referral, made, "release", Consent, made.ETag)).Status.ShouldBe(412);
        (await Chain(clinic, referral, made)).Links.ShouldBe(["made", "opened", "released"]);
    }

    [Fact]
    public async Task What_a_test_showed_never_leaves_the_clinic_and_no_event_tells_of_a_document()
    {
        var (clinic, referral) = await Accepted();
        var made = await HandIn(clinic, referral, "test-result");
        made.Body.GetProperty("releasable").GetBoolean().ShouldBeFalse();

        foreach (var body in new[] { Consent, Order })
        {
            var refused = await Ask(clinic, referral, made, "release", body);
            (refused.Status, refused.Text("state"), refused.Text("reason")).ShouldBe(
                (409, "accepted", "never-released")
            );
            refused.ToString().ShouldNotContain(Convert.ToBase64String(Pdf));
        }
        (await Ask(clinic, referral, made, "open", new { })).ShouldBeOk();
        var report = await HandIn(clinic, referral);
        (await Ask(clinic, referral, report, "release", Consent)).ShouldBeOk();
        foreach (var action in new[] { "arrive", "complete" })
            (await clinics.Act(clinic, referral, action)).ShouldBeOk();

        (await Chain(clinic, referral, made)).Links.ShouldBe(["made", "opened"]);
        var events = await clinics.Read(db => db.Set<OutboxRow>().Select(row => row.Body).ToListAsync());
        events.ShouldNotBeEmpty();
        foreach (var body in events)
        foreach (
            var word in new[]
            {
                "document",
                "test-result",
                "forensic",
                made.Text("id"),
                report.Text("id"),
                made.Text("hash"),
                "custody",
            }
        )
            body.ShouldNotContain(word, Case.Insensitive);
    }

    [Fact]
    public async Task A_document_is_made_of_somebody_who_was_accepted_and_read_for_good()
    {
        var clinic = await clinics.AddPool(3);
        var received = await clinics.Send([clinic]);
        var refused = await Ask(
            clinic,
            HttpMethod.Post,
            $"/inbox/{clinics.AttemptOf(clinic, received)}/documents",
            Body()
        );
        (refused.Status, refused.Text("state")).ShouldBe((409, "received"));
        refused.Actions.ShouldContain("accept");

        var (_, referral) = await Accepted(clinic);
        var made = await HandIn(clinic, referral);
        foreach (var action in new[] { "arrive", "complete" })
            (await clinics.Act(clinic, referral, action)).ShouldBeOk();
        await HandIn(clinic, referral);

        (await Ask(clinic, referral, made, "open", new { })).ShouldBeOk();
    }

    [Theory]
    [InlineData("application/pdf", "not a PDF", "content")]
    [InlineData("application/zip", "PK", "mediaType")]
    [InlineData("application/pdf", "", "content")]
    public async Task A_file_that_is_not_what_it_says_is_refused(string mediaType, string content, string field)
    {
        var (clinic, referral) = await Accepted();

        var refused = await Ask(
            clinic,
            HttpMethod.Post,
            $"/inbox/{clinics.AttemptOf(clinic, referral)}/documents",
            new
            {
                code = "forensic-report",
                mediaType,
                content = global::System.Text.Encoding.UTF8.GetBytes(content),
            }
        );

        refused.Status.ShouldBe(400);
        refused.Body.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_has_at_most_two_megabytes()
    {
        var (clinic, referral) = await Accepted();
        byte[] Of(int size) => [.. Pdf, .. new byte[size - Pdf.Length]];
        Task<Answer> Send(int size) =>
            Ask(
                clinic,
                HttpMethod.Post,
                $"/inbox/{clinics.AttemptOf(clinic, referral)}/documents",
                new
                {
                    code = "forensic-report",
                    mediaType = "application/pdf",
                    content = Of(size),
                }
            );

        (await Send(2 * 1024 * 1024)).Status.ShouldBe(201);
        var large = await Send((2 * 1024 * 1024) + 1);
        large.Status.ShouldBe(400);
        large.Body.GetProperty("errors").TryGetProperty("content", out _).ShouldBeTrue();
        (await Send((2 * 1024 * 1024) + 10_000)).Status.ShouldBe(413);
    }

    [Fact]
    public async Task Many_who_open_at_once_stand_each_in_the_chain_without_a_gap()
    {
        var (clinic, referral) = await Accepted();
        var made = await HandIn(clinic, referral);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Ask(clinic, referral, made, "open", new { }))
        );

        answers.ShouldAllBe(answer => answer.Status == 200);
        answers.Select(answer => answer.Body.GetProperty("link").GetInt32()).Order().ShouldBe(Enumerable.Range(2, 20));
        (await Chain(clinic, referral, made)).Intact.ShouldBeTrue();
        clinics.Faults.Arm(Death.ByALostRace);
        (await Ask(clinic, referral, made, "open", new { }))
            .ShouldBeOk()
            .Body.GetProperty("link")
            .GetInt32()
            .ShouldBe(22, "who lost is run again");
        (await Chain(clinic, referral, made)).Links.Count.ShouldBe(22);
    }

    [Fact]
    public async Task A_change_in_the_database_is_told()
    {
        var (clinic, referral) = await Accepted();
        var (report, other, third) = (
            await HandIn(clinic, referral),
            await HandIn(clinic, referral),
            await HandIn(clinic, referral)
        );
        await Ask(clinic, referral, report, "open", new { });
        await Ask(clinic, referral, third, "release", Consent);
        var (first, second, last) = (
            Guid.Parse(report.Text("id")),
            Guid.Parse(other.Text("id")),
            Guid.Parse(third.Text("id"))
        );

        await clinics.Read(
            (MedicalDb db) =>
                db
                    .Custody.Where(c => c.DocumentId == first && c.Seq == 2)
                    .ExecuteUpdateAsync(set => set.SetProperty(c => c.By, "nobody"))
        );
        await clinics.Read(
            (MedicalDb db) =>
                db
                    .Documents.Where(d => d.Id == second)
                    .ExecuteUpdateAsync(set => set.SetProperty(d => d.Sealed, new byte[100]))
        );
        await clinics.Read(
            (MedicalDb db) =>
                db
                    .Custody.Where(c => c.DocumentId == last && c.Seq == 2)
                    .ExecuteUpdateAsync(set => set.SetProperty(c => c.SealedNote, new byte[60]))
        );

        foreach (var document in new[] { report, other, third })
            (await Chain(clinic, referral, document)).Intact.ShouldBeFalse();
    }

    private IEnumerable<(HttpMethod, string)> Paths(Guid referral, Answer document) =>
        [
            (HttpMethod.Get, $"/inbox/{clinics.AttemptOf(null, referral)}/documents"),
            (HttpMethod.Post, $"/inbox/{clinics.AttemptOf(null, referral)}/documents"),
            (HttpMethod.Get, Of(referral, document, "custody")),
            (HttpMethod.Post, Of(referral, document, "open")),
            (HttpMethod.Post, Of(referral, document, "release")),
        ];

    private string Of(Guid referral, Answer document, string what) =>
        $"/inbox/{clinics.AttemptOf(null, referral)}/documents/{document.Text("id")}/{what}";

    private static object Body(string code = "forensic-report") =>
        new
        {
            code,
            mediaType = "application/pdf",
            content = Pdf,
        };

    private async Task<(House Clinic, Guid Referral)> Accepted(House? at = null)
    {
        var clinic = at ?? await clinics.AddPool(2);
        var referral = await clinics.Send([clinic]);
        (await clinics.Act(clinic, referral, "accept")).ShouldBeOk();
        return (clinic, referral);
    }

    private async Task<Answer> HandIn(House clinic, Guid referral, string code = "forensic-report")
    {
        var made = await Ask(
            clinic,
            HttpMethod.Post,
            $"/inbox/{clinics.AttemptOf(clinic, referral)}/documents",
            Body(code)
        );
        made.Status.ShouldBe(201, made.Body.ToString());
        return made;
    }

    private Task<Answer> Ask(
        House clinic,
        Guid referral,
        Answer document,
        string what,
        object body,
        string? ifMatch = null
    ) => Ask(clinic, HttpMethod.Post, Of(referral, document, what), body, ifMatch);

    private Task<Answer> Ask(
        House clinic,
        HttpMethod method,
        string path,
        object? body = null,
        string? ifMatch = null
    ) => clinics.Ask(method, path, TestTokens.Provider(clinic.Organisation), body, ifMatch);

    private async Task<(bool Intact, List<string?> Links)> Chain(House clinic, Guid referral, Answer document)
    {
        var custody = (await Ask(clinic, HttpMethod.Get, Of(referral, document, "custody"))).ShouldBeOk().Body;
        return (
            custody.GetProperty("intact").GetBoolean(),
            [.. custody.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("action").GetString())]
        );
    }
}
