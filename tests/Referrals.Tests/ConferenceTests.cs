using System.Text;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>Those who help her speak with each other, and nobody else hears it.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class ConferenceTests(ServiceUnderTest service)
{
    private const string Agreed = "she wants to testify; the lawyer asks for a screen";
    private readonly Guid _organisation = Guid.NewGuid();
    private string Mine => TestTokens.Caseworker(_organisation);

    [Fact]
    public async Task Who_is_named_sees_it_and_reads_the_note_and_the_opening_is_recorded()
    {
        var (id, pool) = await Accepted();
        var conference = (await Call(id, pool.OrganisationId)).Expect(201).Body.GetProperty("id").GetGuid();

        var house = TestTokens.For(pool.OrganisationId, Roles.Intake);
        var line = (await service.Get("/api/conferences", house)).Expect(200).Items.ShouldHaveSingleItem();
        (line.GetProperty("note").GetString(), line.GetProperty("calledBy").GetProperty("id").GetGuid()).ShouldBe(
            (null, _organisation)
        );
        (await service.Get($"/api/conferences/{conference}", house))
            .Expect(200)
            .Body.GetProperty("note")
            .GetString()
            .ShouldBe(Agreed);

        (await service.Get($"/api/conferences/{conference}", Mine))
            .Expect(200)
            .Body.GetProperty("note")
            .GetString()
            .ShouldBe(Agreed);
        var opening = (await service.Get($"/api/referrals/{id}/access-log", Mine))
            .Expect(200)
            .Items.ShouldHaveSingleItem();
        (opening.GetProperty("what").GetString(), opening.GetProperty("who").GetString()).ShouldBe(
            ("conference", $"person-of-{pool.OrganisationId}")
        );
    }

    [Theory]
    [InlineData(Status.Requested, Business.AssessmentNeeded, false)]
    [InlineData(Status.Received, Business.Held, false)]
    [InlineData(Status.OnHold, Business.Waitlisted, false)]
    [InlineData(Status.Accepted, Business.Accepted, true)]
    [InlineData(Status.Ready, Business.Scheduled, true)]
    [InlineData(Status.InProgress, Business.Arrived, true)]
    [InlineData(Status.Completed, "helped", true)]
    [InlineData(Status.Rejected, "full", false)]
    [InlineData(Status.Failed, Business.NoShow, false)]
    public async Task Only_who_has_taken_her_in_can_be_named(string status, string business, bool may)
    {
        var pool = await service.AddPool();
        var id = (await service.Refer(Mine, pool)).Expect(202).Body.GetProperty("id").GetGuid();
        await service.Say(id, pool, status, business);

        (await Call(id, pool.OrganisationId)).Status.ShouldBe(may ? 201 : 400);
        (await Call(id, Guid.NewGuid()))
            .Expect(400)
            .Body.GetProperty("errors")
            .TryGetProperty("organisations", out _)
            .ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_she_must_not_meet_does_not_learn_when_she_is_spoken_of()
    {
        var pool = await service.AddPool();
        var barred = $"person-of-{pool.OrganisationId}";
        var id = (await service.Refer(Mine, pool, never: new { persons = new[] { barred } }))
            .Expect(202)
            .Body.GetProperty("id")
            .GetGuid();
        await service.Say(id, pool, Status.Accepted, Business.Accepted);
        (await Call(id, pool.OrganisationId)).Expect(201);

        (await service.Get("/api/conferences", TestTokens.For(pool.OrganisationId, Roles.Intake)))
            .Expect(200)
            .Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_called_it_and_is_barred_since_reads_nothing_by_sending_it_again()
    {
        var (id, pool) = await Accepted();
        var body = new
        {
            at = service.Clock.GetUtcNow().AddDays(2),
            organisations = new[] { pool.OrganisationId },
            note = Agreed,
        };
        Task<Answer> Call() =>
            service.Ask(HttpMethod.Post, $"/api/referrals/{id}/conferences", Mine, body, key: $"conference-{id}");
        (await Call()).Expect(201);
        var organisation = (await service.Read(db => db.Referrals.SingleAsync(r => r.Id == id))).OrganisationId;

        var colleague = TestTokens.Of(organisation, "colleague", Roles.Caseworker);
        (
            await service.Ask(
                HttpMethod.Put,
                $"/api/referrals/{id}/never",
                colleague,
                new { never = new { persons = new[] { $"person-of-{organisation}" } } }
            )
        ).Expect(200);

        (await Call()).Expect(404);
    }

    [Fact]
    public async Task Where_the_network_has_shut_a_house_nobody_there_reads_of_her()
    {
        var (id, pool) = await Accepted();
        var conference = (await Call(id, pool.OrganisationId)).Expect(201).Body.GetProperty("id").GetGuid();
        var house = TestTokens.For(pool.OrganisationId, Roles.Intake);

        // Its site or organisation is suspended, or not admitted for the kind any more: its pools are gone from search.
        await service.Deliver(pool with { Version = pool.Version + 1, Removed = true });

        (await service.Get("/api/conferences", house)).Expect(200).Items.ShouldBeEmpty();
        (await service.Get($"/api/conferences/{conference}", house)).Expect(404);
        (await service.Get($"/api/conferences/{conference}", Mine)).Expect(200);
    }

    [Fact]
    public async Task Who_is_not_named_finds_nothing()
    {
        var (id, pool) = await Accepted();
        var conference = (await Call(id, pool.OrganisationId)).Expect(201).Body.GetProperty("id").GetGuid();

        foreach (
            var stranger in new[]
            {
                TestTokens.Caseworker(),
                TestTokens.For(Guid.NewGuid(), Roles.Intake),
                TestTokens.Caseworker(pool.OrganisationId),
            }
        )
        {
            (await service.Get("/api/conferences", stranger)).Expect(200).Items.ShouldBeEmpty();
            (await service.Get($"/api/conferences/{conference}", stranger)).Expect(404);
        }
        foreach (var stranger in new[] { TestTokens.Caseworker(), TestTokens.Caseworker(pool.OrganisationId) })
        {
            (await Change(conference, stranger, "*")).Expect(404);
            (await service.Ask(HttpMethod.Post, $"/api/conferences/{conference}/cancel", stranger)).Expect(404);
        }
        (await service.Read(db => db.AccessLog.AnyAsync(e => e.ReferralId == id))).ShouldBeFalse(
            "nobody has opened it"
        );
    }

    [Fact]
    public async Task A_withdrawn_consent_destroys_the_note_and_shuts_the_others_out()
    {
        var (id, pool) = await Accepted();
        var conference = (await Call(id, pool.OrganisationId)).Expect(201).Body.GetProperty("id").GetGuid();
        (
            await service.Read(db =>
                db.Conferences.Where(c => c.Id == conference).Select(c => c.SealedNote).SingleAsync()
            )
        )!.ShouldNotBe(Encoding.UTF8.GetBytes(Agreed), "it is sealed");

        (await service.Ask(HttpMethod.Post, $"/api/referrals/{id}/consent/withdraw", Mine)).Expect(200);

        (await service.Get($"/api/conferences/{conference}", TestTokens.For(pool.OrganisationId, Roles.Intake))).Expect(
            404
        );
        (await service.Get($"/api/conferences/{conference}", Mine))
            .Expect(200)
            .Body.GetProperty("note")
            .GetString()
            .ShouldBeNull();
        (
            await service.Read(db =>
                db.Conferences.Where(c => c.Id == conference).Select(c => c.SealedNote).SingleAsync()
            )
        ).ShouldBeNull();
        (await Call(id, pool.OrganisationId)).Expect(409);
        (await Change(conference, Mine, "*")).Expect(409);
    }

    [Fact]
    public async Task Who_no_longer_helps_her_is_shut_out()
    {
        var (pool, attempt) = (await service.AddPool(), Guid.NewGuid());
        var id = (await service.Refer(Mine, pool)).Expect(202).Body.GetProperty("id").GetGuid();
        await service.Say(id, pool, Status.Accepted, Business.Accepted, version: 2, attempt: attempt);
        var conference = (await Call(id, pool.OrganisationId)).Expect(201).Body.GetProperty("id").GetGuid();
        var house = TestTokens.For(pool.OrganisationId, Roles.Intake);
        (await service.Get($"/api/conferences/{conference}", house)).Expect(200);

        await service.Say(id, pool, Status.Failed, Business.NoShow, version: 3, attempt: attempt);

        (await service.Get($"/api/conferences/{conference}", house)).Expect(404);
        (await service.Get("/api/conferences", house)).Expect(200).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_helped_her_the_last_time_hears_nothing_of_the_next()
    {
        var (pool, attempt) = (await service.AddPool(), Guid.NewGuid());
        var id = (await service.Refer(Mine, pool)).Expect(202).Body.GetProperty("id").GetGuid();
        await service.Say(id, pool, Status.Completed, "helped", version: 5, attempt: attempt);
        var conference = (await Call(id, pool.OrganisationId)).Expect(201).Body.GetProperty("id").GetGuid();

        (
            await service.Ask(
                HttpMethod.Post,
                $"/api/referrals/{id}/actions/reopen",
                Mine,
                new { note = "again", plan = new[] { (await service.AddPool()).PoolId } }
            )
        ).Expect(200);

        (await service.Get($"/api/conferences/{conference}", TestTokens.For(pool.OrganisationId, Roles.Intake))).Expect(
            404
        );
        (await Call(id, pool.OrganisationId)).Expect(400);
    }

    [Fact]
    public async Task What_was_agreed_is_written_down_afterwards_by_who_has_read_what_stands()
    {
        var (id, pool) = await Accepted();
        var conference = (await Call(id, pool.OrganisationId)).Expect(201).Body.GetProperty("id").GetGuid();
        var read = (await service.Get($"/api/conferences/{conference}", Mine)).Expect(200);

        (await Change(conference, Mine, null)).Expect(428);
        (await Change(conference, Mine, read.ETag)).Expect(200).Body.GetProperty("note").GetString().ShouldBe("agreed");
        (await Change(conference, Mine, read.ETag)).Expect(412);

        (await service.Get($"/api/conferences/{conference}", TestTokens.For(pool.OrganisationId, Roles.Intake)))
            .Expect(200)
            .Body.GetProperty("note")
            .GetString()
            .ShouldBe("agreed");
    }

    [Fact]
    public async Task A_cancelled_one_is_gone_for_the_others()
    {
        var (id, pool) = await Accepted();
        var conference = (await Call(id, pool.OrganisationId)).Expect(201).Body.GetProperty("id").GetGuid();

        (await service.Ask(HttpMethod.Post, $"/api/conferences/{conference}/cancel", Mine)).Expect(204);
        (await service.Ask(HttpMethod.Post, $"/api/conferences/{conference}/cancel", Mine)).Expect(404);

        (await service.Get("/api/conferences", TestTokens.For(pool.OrganisationId, Roles.Intake)))
            .Expect(200)
            .Items.ShouldBeEmpty();
        (await service.Get("/api/conferences", Mine))
            .Expect(200)
            .Items.ShouldHaveSingleItem()
            .GetProperty("cancelledAt")
            .ValueKind.ShouldBe(System.Text.Json.JsonValueKind.String);
    }

    private async Task<(Guid Id, AvailabilityChanged Pool)> Accepted()
    {
        var pool = await service.AddPool();
        var id = (await service.Refer(Mine, pool)).Expect(202).Body.GetProperty("id").GetGuid();
        await service.Say(id, pool, Status.Accepted, Business.Accepted);
        return (id, pool);
    }

    private Task<Answer> Call(Guid id, Guid organisation) =>
        service.Ask(
            HttpMethod.Post,
            $"/api/referrals/{id}/conferences",
            Mine,
            new
            {
                at = service.Clock.GetUtcNow().AddDays(2),
                organisations = new[] { organisation },
                note = Agreed,
            }
        );

    private Task<Answer> Change(Guid conference, string who, string? etag) =>
        service.Ask(
            HttpMethod.Put,
            $"/api/conferences/{conference}",
            who,
            new { at = service.Clock.GetUtcNow().AddDays(3), note = "agreed" },
            ifMatch: etag
        );
}
