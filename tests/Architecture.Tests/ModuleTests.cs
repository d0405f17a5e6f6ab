using System.Reflection;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Architecture.Tests;

/// <summary>What holds for every route and every module, so that a new one cannot forget it.</summary>
public sealed class ModuleTests(Modules modules) : IClassFixture<Modules>
{
    private static readonly Dictionary<string, string> ChangeNothing = new()
    {
        ["POST /api/availability/search"] = "a query too long for a URL, and one that no URL should hold",
        ["POST /api/referrals/groups/proposal"] = "shows which houses would be asked for how many",
        ["POST /language"] = "sets a cookie",
        ["POST /sign-out"] = "ends a session, which the cookie handler writes",
        ["POST /stay"] = "a sign of life, which the cookie handler writes",
    };

    private static readonly Dictionary<string, string> OpenToAll = new()
    {
        ["GET /health/live"] = "asked by the machine",
        ["GET /health/ready"] = "asked by the machine",
        ["GET /metrics"] = "asked by the machine",
        ["GET /openapi/{documentName}.json"] = "the API's own description",
        ["POST /connect/token"] = "where a client authenticates",
        ["GET /connect/jwks"] = "public keys",
        ["POST /connect/revoke"] = "where a client authenticates",
        ["ANY /connect/authorize"] = "asks for the password",
        ["ANY /connect/join"] = "asks for a one-time code",
        ["ANY /connect/password"] = "asks for the password",
        ["GET /.well-known/openid-configuration"] = "public metadata",
        ["POST /api/setup"] = "asks for the one-time code",
        ["ANY /"] = "leads to the sign-in",
        ["ANY /signed-out"] = "says no more than that",
        ["ANY /setup"] = "asks for the one-time code",
        ["GET /exit"] = "leaving must always work",
        ["POST /sign-out"] = "leaving must always work",
        ["POST /stay"] = "tells whether one is signed in",
        ["POST /language"] = "sets a cookie that says nothing else",
        [$"GET {Pages.Assets.Style}"] = "style",
        [$"GET {Pages.Assets.Script}"] = "script",
        [$"GET {Pages.Assets.KhmerFont}"] = "font",
    };

    [Fact]
    public void Every_module_is_looked_at()
    {
        var found = Directory
            .GetFiles(AppContext.BaseDirectory, "ReferralNetwork.*.dll")
            .Where(file => !file.EndsWith(".Tests.dll", StringComparison.Ordinal))
            .Select(file => Assembly.Load(AssemblyName.GetAssemblyName(file)))
            .Where(assembly => assembly.GetTypes().Any(type => type.IsClass && typeof(IModule).IsAssignableFrom(type)));

        found.ShouldBe(Modules.Assemblies, ignoreOrder: true);
        modules.Hosts.Count.ShouldBe(Modules.Assemblies.Count);
    }

    [Fact]
    public void What_may_change_rows_says_so() =>
        RouteRules
            .WriteWithoutSayingSo(modules.Routes)
            .ShouldBe(ChangeNothing.Keys, ignoreOrder: true, "add .InTransaction() or .Creates(…)");

    [Fact]
    public void Reading_changes_nothing_that_its_reader_sees() =>
        RouteRules
            .ReadAndChange(modules.Routes)
            .Except(["GET /api/referrals/{id:guid}/details"])
            .ShouldBeEmpty("but the access log of the sealed details");

    [Fact]
    public void What_shows_one_survivor_is_for_roles_that_a_partner_itself_gives_to_its_systems()
    {
        RouteRules.ShowOneSurvivor(modules.Routes).Count().ShouldBeGreaterThan(20);
        RouteRules.ShowOneSurvivorToOthers(modules.Routes).ShouldBeEmpty();
    }

    [Fact]
    public void Only_what_must_be_is_open_to_all() =>
        RouteRules.OpenToAll(modules.Routes).ShouldBe(OpenToAll.Keys, ignoreOrder: true);

    [Fact]
    public void Every_other_route_admits_known_roles() => RouteRules.AdmitUnknownRoles(modules.Routes).ShouldBeEmpty();

    [Fact]
    public void Every_body_has_a_validator_unless_it_has_no_members()
    {
        RouteRules.Bodies(modules.Routes).Count().ShouldBeGreaterThan(50);
        RouteRules.BodiesWithoutValidator(modules.Routes).ShouldBeEmpty("add an AbstractValidator of it");
    }

    [Fact]
    public void A_missing_member_of_a_body_can_be_told_from_a_default() =>
        RouteRules
            .MembersThatHideThatTheyAreMissing(modules.Routes)
            .ShouldBeEmpty("make it nullable, and require it in the validator");

    [Fact]
    public void A_bodys_name_ends_in_Request_so_that_a_repeat_is_known_by_it() =>
        RouteRules.BodiesOfOtherNames(modules.Routes).ShouldBeEmpty("a body's name ends in Request");

    [Fact]
    public void A_module_shows_its_module_class_and_no_more_than_it_must()
    {
        var shown = Modules
            .Assemblies.Append(typeof(Capacity.IKind).Assembly)
            .SelectMany(assembly => assembly.GetExportedTypes())
            // What the SDK generates has no namespace, and what dotnet-ef does is generated too.
            .Where(type => type.Namespace is { } space && !space.EndsWith(".Migrations", StringComparison.Ordinal))
            .Select(type => type.FullName!["ReferralNetwork.".Length..]);

        shown.ShouldBe(
            [
                "Identity.IdentityModule",
                "Identity.LocalOperator",
                "Referrals.ReferralsModule",
                "Shelters.SheltersModule",
                "Training.TrainingModule",
                "Medical.MedicalModule",
                "LegalAid.LegalAidModule",
                // What a kind of help is written with, and no more of the ledger.
                "Capacity.IKind",
                "Capacity.KindLedger",
                "Capacity.KindServices",
                "Capacity.ClockStep",
                "Capacity.Duty",
                "Capacity.Extension",
                "Capacity.TradeMembers",
                "Capacity.Viewer",
                "Capacity.Data.CapacityDb",
                "Capacity.Data.AgendaItem",
                "Capacity.Data.Attempt",
                "Capacity.Data.GazetteerPlace",
                "Capacity.Data.Pool",
                "Capacity.Data.Referral",
                "Capacity.Data.Site",
                "Capacity.Domain.ChildView",
                "Capacity.Domain.SurvivorView",
                "Capacity.Features.PoolCapacity",
                "Capacity.Features.InboxItem",
                "Capacity.Features.NameValidator",
                "Capacity.Features.NothingRequest",
                "Capacity.Features.PoolView",
                "Portal.PortalModule",
            ],
            ignoreOrder: true
        );
    }
}
