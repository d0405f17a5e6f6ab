using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReferralNetwork.Training.Pages.Courses;

/// <summary>A centre's courses with their intakes, its funds, and who is due to be asked about work.</summary>
internal sealed class IndexModel(NetworkApi api, Clock clock) : PageModel
{
    private const string Route = "/api/training";

    [FromQuery]
    public string? Told { get; set; }

    /// <summary>The intakes of each course: the next to start first, those that have started last.</summary>
    public IReadOnlyList<IReadOnlyList<PoolLine>> Courses { get; private set; } = [];
    public IReadOnlyList<FundView> Funds { get; private set; } = [];
    public IReadOnlyList<WorkDue> Work { get; private set; } = [];

    public async Task OnGet()
    {
        var pools = await api.All<PoolLine>($"{Route}/pools");
        Courses =
        [
            .. pools
                .GroupBy(pool => pool.CourseId ?? pool.Id)
                .OrderBy(course => Texts.Name(course.First().Name), StringComparer.Ordinal)
                .Select(course =>
                    (IReadOnlyList<PoolLine>)[.. course.OrderBy(HasStarted).ThenBy(pool => pool.StartsAt)]
                ),
        ];
        Funds = await api.All<FundView>($"{Route}/funds");
        if (User.IsInRole(Roles.Intake))
            Work = await api.All<WorkDue>($"{Route}/work");
    }

    public bool HasStarted(PoolLine pool) => pool.StartsAt is { } start && clock.IsPast(start);

    /// <param name="once">Idempotency key of the form: sent twice, it adds one intake.</param>
    public async Task<IActionResult> OnPostIntake(Guid once, Guid pool, string? day, string? seats) =>
        Morning(day) is { } startsAt && Numbers.Whole(seats) is >= 0 and var maximum
            ? Back(
                await api.Post<JsonObject>($"{Route}/pools/{pool}/intakes", new { startsAt, maximum }, key: $"{once}")
            )
            : Back("input");

    public async Task<IActionResult> OnPostStart(Guid pool, string etag, string? day) =>
        Morning(day) is { } startsAt
            ? Back(await api.Put<JsonObject>($"{Route}/pools/{pool}/start", new { startsAt }, etag))
            : Back("input");

    public async Task<IActionResult> OnPostFund(Guid once, string? km, string? en, string? grants, string? until) =>
        Fund(km, en, grants, until) is { } fund
            ? Back(await api.Post<JsonObject>($"{Route}/funds", fund, key: $"{once}"))
            : Back("input");

    public async Task<IActionResult> OnPostFundChange(
        Guid id,
        string etag,
        string? km,
        string? en,
        string? grants,
        string? until
    ) =>
        Fund(km, en, grants, until) is { } fund
            ? Back(await api.Put<JsonObject>($"{Route}/funds/{id}", fund, etag))
            : Back("input");

    // Only a day is asked; eight o'clock stands for it, when a centre opens.
    private DateTimeOffset? Morning(string? day) =>
        FormDates.ParseDay(day) is { } on ? clock.Instant(on.AddHours(8)) : null;

    private static object? Fund(string? km, string? en, string? grants, string? until)
    {
        var day = FormDates.ParseDay(until);
        if (
            (FormText.Text(km) ?? FormText.Text(en)) is null
            || Numbers.Whole(grants) is not >= 0
            || (FormText.Text(until) is not null && day is null)
        )
            return null;
        return new
        {
            name = new { km = FormText.Text(km), en = FormText.Text(en) },
            grants = Numbers.Whole(grants),
            until = day is { } on ? DateOnly.FromDateTime(on) : (DateOnly?)null,
        };
    }

    private RedirectResult Back(Answer<JsonObject> answer) => Back(answer.Refusal?.Told ?? "saved");

    private RedirectResult Back(string told) => Redirect($"/courses?told={told}");
}
