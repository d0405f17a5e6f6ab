using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.LegalAid;
using ReferralNetwork.LegalAid.Data;
using ReferralNetwork.Medical;
using ReferralNetwork.Medical.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Shelters;
using ReferralNetwork.Shelters.Data;
using ReferralNetwork.Testing.Databases;
using ReferralNetwork.Training;
using ReferralNetwork.Training.Data;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>A pool and the house that keeps it; each pool of a test has a house of its own.</summary>
public sealed record House(Guid Pool, Guid Organisation, Guid Site);

/// <summary>An answer over HTTP.</summary>
public sealed record Answer(int Status, JsonElement Body, string? ETag)
{
    public string Text(string member) => Body.GetProperty(member).GetString()!;

    /// <summary>What the kind knows of an item.</summary>
    public string? Extension(string member) => Body.GetProperty("extension").GetProperty(member).GetString();

    public string[] Actions => [.. Body.GetProperty("availableActions").EnumerateArray().Select(a => a.GetString()!)];

    public Answer ShouldBeOk()
    {
        Status.ShouldBe(200, Body.ToString());
        return this;
    }
}

/// <summary>The shelters service, hosted on a spare port over a folder of its own.</summary>
public sealed class Shelters() : ServiceUnderTest("shelter", "shelters");

/// <summary>The medical service likewise.</summary>
public sealed class Clinics() : ServiceUnderTest("medical", "medical");

/// <summary>The training service likewise.</summary>
public sealed class Centres() : ServiceUnderTest("training", "training");

/// <summary>The legal-aid service likewise.</summary>
public sealed class LegalDesks() : ServiceUnderTest("legal-aid", "legal-aid");

[CollectionDefinition(nameof(Shelters))]
public sealed class SheltersCollection : ICollectionFixture<Shelters>;

[CollectionDefinition(nameof(Clinics))]
public sealed class ClinicsCollection : ICollectionFixture<Clinics>;

[CollectionDefinition(nameof(Centres))]
public sealed class CentresCollection : ICollectionFixture<Centres>;

[CollectionDefinition(nameof(LegalDesks))]
public sealed class LegalDesksCollection : ICollectionFixture<LegalDesks>;

/// <summary>
/// One host of a kind for all tests of the assembly, which therefore run one after another: a test moves its clock.
/// Each makes pools and organisations of its own.
/// </summary>
public abstract class ServiceUnderTest(string kind, string route) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("capacity-tests-").FullName;
    private readonly InProcessBus _bus = new();
    private WebApplication? _app;
    private DeadlineJob? _clockWork;

    public string Kind => kind;
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    public DateTimeOffset Now => Clock.GetUtcNow();
    public Dictionary<string, string?> Settings { get; } =
        new() { ["Issuer:Address"] = TestSettings.Issuer, ["urls"] = "http://127.0.0.1:0" };
    public WebApplication App => _app!;
    public HttpClient Http { get; } = new();
    public string Address => $"{_app!.Urls.Single()}/api/{route}";
    public IServiceProvider Services => _app!.Services;
    internal Faults Faults => Services.GetRequiredService<Faults>();
    internal Statements Statements => Services.GetRequiredService<Statements>();

    public async ValueTask InitializeAsync()
    {
        await StartProcess();
        await Deliver(
            new PlacesChanged([new Place("01", new LocalText("Banteay Meanchey", null), 13.6, 102.9, false)])
        );
    }

    public async Task StartProcess()
    {
        var options = new HostOptions(_folder, _bus, Settings, Clock, logging => logging.ClearProviders());
        _app = kind switch
        {
            "medical" => ServiceHost.Build<ModuleUnderTest<MedicalModule, MedicalDb>>(options),
            "training" => ServiceHost.Build<ModuleUnderTest<TrainingModule, TrainingDb>>(options),
            "legal-aid" => ServiceHost.Build<ModuleUnderTest<LegalAidModule, LegalAidDb>>(options),
            _ => ServiceHost.Build<ModuleUnderTest<SheltersModule, SheltersDb>>(options),
        };
        await MigratedFolder.Prepare(_app, _folder, route);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _clockWork = ActivatorUtilities.CreateInstance<DeadlineJob>(_app.Services);
    }

    public async Task StopProcess()
    {
        _clockWork?.Dispose();
        await _app!.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    /// <summary>What is not in the files is gone.</summary>
    public async Task Restart()
    {
        await StopProcess();
        await StartProcess();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await StopProcess();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    // What arrives on the bus.

    /// <summary>Delivers a message as the bus does: with inbox, quick tries and failure row.</summary>
    public Task<Guid> Deliver<T>(T message)
        where T : class => Deliver(Envelope(message));

    public async Task<Guid> Deliver(Envelope envelope)
    {
        (await _bus.Publish([envelope], CancellationToken.None)).ShouldBe([true]);
        var kept = await Read(db =>
            db.Set<FailureRow>().Where(f => f.MessageId == envelope.MessageId).Select(f => f.Reason).ToListAsync()
        );
        kept.ShouldBeEmpty("the service kept the message as a failure");
        return envelope.MessageId;
    }

    public Envelope Envelope<T>(T message)
        where T : class =>
        new(
            Guid.NewGuid(),
            Platform.Messaging.Envelope.TypeOf<T>(),
            Platform.Messaging.Envelope.Serialize(message),
            null,
            Now
        );

    /// <summary>One try of the subscriber; what it throws is thrown.</summary>
    internal Task HandleOnce(Envelope envelope) =>
        Services
            .GetServices<Receiver>()
            .Single(r => r.Type == envelope.Type)
            .Handle([envelope], CancellationToken.None);

    /// <summary>Hears what the relay takes to the bus.</summary>
    public void Hear<T>(Action<T> heard) =>
        _bus.AddFeed(Platform.Messaging.Envelope.TypeOf<T>(), envelope => heard(envelope.Read<T>()));

    // What time brings.

    /// <summary>Moves the clock on and lets the clocks act.</summary>
    /// <summary>Time goes by, and all that was due in it is done.</summary>
    public async Task Pass(TimeSpan time)
    {
        Clock.Advance(time);
        await ActOnDue();
        // A look takes so many rows at most, and a jump makes those of every test before due.
        for (var looks = 0; looks < 20 && await Read(db => db.Attempts.AnyAsync(a => a.DueAt <= Now)); looks++)
            await ActOnDue();
    }

    public Task ActOnDue() => _clockWork!.ActOnDue(CancellationToken.None);

    /// <summary>What is to be forgotten by now: a look takes so many rows at most, and a jump of days makes those of
    /// every test before due.</summary>
    public async Task Forget()
    {
        for (var looks = 0; looks < 20 && await Read(db => db.Attempts.AnyAsync(a => a.EmptyAt <= Now)); looks++)
            await ActOnDue();
    }

    // What people ask over HTTP.

    /// <summary>What a house knows a referral by: its live attempt for it, else its latest. Of a house that was not
    /// asked, another's.</summary>
    public Guid AttemptOf(House? house, Guid referral) =>
        Look(db => db.Attempts.AsNoTracking().Where(a => a.ReferralId == referral).ToList())
            .OrderByDescending(a => a.OrganisationId == house?.Organisation)
            .ThenByDescending(a => Status.Live.Contains(a.Status))
            .ThenByDescending(a => Status.Open.Contains(a.Status))
            .ThenByDescending(a => a.Round)
            .ThenByDescending(a => a.Ordinal)
            .Select(a => (Guid?)a.Id)
            .FirstOrDefault()
        ?? referral;

    /// <summary>Whose referral it is: of something that names its attempt.</summary>
    public Guid ReferralOf(JsonElement named)
    {
        var attempt = named.GetProperty("attemptId").GetGuid();
        return Look(db => db.Attempts.Where(a => a.Id == attempt).Select(a => a.ReferralId).Single());
    }

    public Task<Answer> Act(House house, Guid referral, string action, object? body = null, string? ifMatch = null) =>
        Ask(
            HttpMethod.Post,
            $"/inbox/{AttemptOf(house, referral)}/actions/{action}",
            TestTokens.Provider(house.Organisation),
            body ?? Given.BodyOf(action, Now),
            ifMatch
        );

    public Task<Answer> InboxItem(House house, Guid referral) =>
        Ask(HttpMethod.Get, $"/inbox/{AttemptOf(house, referral)}", TestTokens.Provider(house.Organisation));

    public async Task<Answer> Publish(
        House house,
        int maximum,
        int occupied,
        bool? overbooked = null,
        bool? estimate = null
    )
    {
        var pool = (
            await Ask(HttpMethod.Get, $"/pools/{house.Pool}", TestTokens.Provider(house.Organisation))
        ).ShouldBeOk();
        return await Ask(
            HttpMethod.Put,
            $"/pools/{house.Pool}/capacity",
            TestTokens.Provider(house.Organisation),
            new
            {
                maximum,
                occupied,
                overbooked,
                estimate,
            },
            pool.ETag
        );
    }

    public Task<Answer> Confirm(House house) =>
        Ask(HttpMethod.Post, $"/pools/{house.Pool}/confirm", TestTokens.Provider(house.Organisation));

    /// <param name="beside">A house whose organisation keeps this one too.</param>
    public async Task<House> AddPool(
        int places,
        int occupied = 0,
        string access = "places",
        Eligibility? eligibility = null,
        House? beside = null,
        object? trade = null
    )
    {
        var organisation = beside?.Organisation ?? Guid.NewGuid();
        var token = TestTokens.Provider(organisation);
        var site = await Ask(
            HttpMethod.Post,
            "/sites",
            token,
            new
            {
                name = new { en = "House" },
                area = new { province = "01" },
                address = "behind the market",
            }
        );
        site.Status.ShouldBe(201, site.Body.ToString());
        var pool = await Ask(
            HttpMethod.Post,
            $"/sites/{site.Text("id")}/pools",
            token,
            new
            {
                name = new { en = "Beds", km = "គ្រែ" },
                maximum = places,
                occupied,
                access,
                eligibility = Said(eligibility),
                trade,
            }
        );
        pool.Status.ShouldBe(201, pool.Body.ToString());
        return new(Guid.Parse(pool.Text("id")), organisation, Guid.Parse(site.Text("id")));
    }

    /// <summary>Whom places are for must be said; where a test does not, they are for everybody.</summary>
    internal static Eligibility Said(Eligibility? takes) =>
        (takes ?? Eligibility.Anyone) with
        {
            Sexes = takes?.Sexes ?? [.. Codes.Sexes],
            MinAge = takes?.MinAge ?? 0,
        };

    public async Task<Answer> Ask(
        HttpMethod method,
        string path,
        string token,
        object? body = null,
        string? ifMatch = null
    )
    {
        using var request = new HttpRequestMessage(method, $"{Address}{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync();
        return new(
            (int)answer.StatusCode,
            text.Length == 0 ? default : JsonDocument.Parse(text).RootElement,
            answer.Headers.ETag?.ToString()
        );
    }

    // What referrers send.

    /// <summary>A referral of this kind; answers its id.</summary>
    public async Task<Guid> Send(
        IReadOnlyList<House> plan,
        string urgency = "urgent",
        bool waitlist = false,
        bool continueOnRefusal = true
    )
    {
        var request = Request([.. plan.Select(h => h.Pool)], urgency, waitlist, continueOnRefusal);
        await Deliver(request);
        return request.ReferralId;
    }

    public ReferralRequested Request(
        IReadOnlyList<Guid> plan,
        string urgency = "urgent",
        bool waitlist = false,
        bool continueOnRefusal = true,
        Survivor? survivor = null
    ) =>
        new(
            Guid.NewGuid(),
            1,
            kind,
            urgency,
            null,
            Given.Referrer,
            "caseworker-1",
            plan,
            continueOnRefusal,
            waitlist,
            survivor ?? Given.Survivor,
            Now
        )
        {
            FollowUpUntil = Now.AddYears(1),
        };

    public Task<Guid> Withdraw(Guid referral, string reason = "survivor-declined", int round = 1) =>
        Deliver(new ReferralWithdrawn(referral, round, kind, reason, "caseworker-1", Now));

    // What the database holds.

    internal async Task<T> Read<T>(Func<CapacityDb, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<CapacityDb>());
    }

    /// <summary>Of the kind's own rows.</summary>
    internal async Task<T> Read<TDb, T>(Func<TDb, Task<T>> read)
        where TDb : CapacityDb
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TDb>());
    }

    private T Look<T>(Func<CapacityDb, T> look)
    {
        using var scope = Services.CreateScope();
        return look(scope.ServiceProvider.GetRequiredService<CapacityDb>());
    }

    /// <summary>All attempts of a referral, in the order they were made.</summary>
    internal Task<List<Attempt>> Attempts(Guid referral) =>
        Read(db =>
            db.Attempts.AsNoTracking()
                .Where(a => a.ReferralId == referral)
                .OrderBy(a => a.Round)
                .ThenBy(a => a.Ordinal)
                .ToListAsync()
        );

    /// <summary>The referral's walk in words: <c>status/business</c> of each attempt, in order.</summary>
    public async Task<string> Story(Guid referral) =>
        string.Join(", ", (await Attempts(referral)).Select(a => $"{a.Status}/{a.BusinessStatus}"));

    /// <summary>The one attempt for this referral at this house that is open, else the last.</summary>
    internal async Task<Attempt> At(House house, Guid referral) =>
        (await Attempts(referral))
            .Where(a => a.PoolId == house.Pool)
            .OrderBy(a => Status.Open.Contains(a.Status))
            .Last();

    internal Task<Pool> Row(House house) => Read(db => db.Pools.AsNoTracking().SingleAsync(p => p.Id == house.Pool));

    public async Task<(int Occupied, int Held, int Waiting)> Counts(House house)
    {
        var pool = await Row(house);
        return (pool.Occupied, pool.Held, pool.Waiting);
    }

    /// <summary>Everything of one type committed to the outbox and not taken by a relay, in order of commit.</summary>
    /// <param name="about">Only what names this id.</param>
    public async Task<List<T>> Published<T>(Guid? about = null)
        where T : class
    {
        var (type, id) = (Platform.Messaging.Envelope.TypeOf<T>(), about?.ToString() ?? "");
        var rows = await Read(db =>
            db.Set<OutboxRow>()
                .AsNoTracking()
                .Where(row => row.Type == type && row.Body.Contains(id))
                .OrderBy(row => row.Seq)
                .ToListAsync()
        );
        return rows.ConvertAll(row => row.Envelope().Read<T>());
    }

    public async Task<List<AttemptChanged>> Told(Guid referral) =>
        [.. (await Published<AttemptChanged>(referral)).Where(e => e.ReferralId == referral)];
}
