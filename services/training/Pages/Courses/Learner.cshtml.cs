using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReferralNetwork.Training.Pages.Courses;

/// <summary>One learner: screening, grant, attendance, and work months later.</summary>
internal sealed class LearnerModel(NetworkApi api, Clock clock) : PageModel
{
    private const string Route = "/api/training";

    private static readonly KindDescriptor Training = KindDescriptor.Of("training");

    [FromRoute]
    public Guid Id { get; set; }

    [FromQuery]
    public string? Told { get; set; }

    public InboxItem Item { get; private set; } = null!;
    public PoolView? Pool { get; private set; }
    public GrantView? Grant { get; private set; }
    public Agenda Agenda { get; private set; } = null!;
    public AttendanceView Attendance { get; private set; } = null!;
    public IReadOnlyList<WorkView> Work { get; private set; } = [];

    /// <summary>Funds that have a grant left today.</summary>
    public IReadOnlyList<FundView> Funds { get; private set; } = [];

    public string? Screening => (string?)Item.Extension?["screening"];

    public bool MayScreen => Item.Status is Status.Requested or Status.Received or Status.OnHold;
    public bool MayGrant => Item.Status is Status.Accepted or Status.Ready or Status.InProgress;
    public bool MayTakeBack => Item.Status is Status.Accepted or Status.Ready;

    private string Path => $"{Route}/inbox/{Id}";

    public async Task<IActionResult> OnGet()
    {
        if (await api.Find<InboxItem>(Path) is not { } item)
            return NotFound();
        Item = item;
        Pool = await api.Find<PoolView>($"{Route}/pools/{item.PoolId}");
        Grant = await api.Find<GrantView>($"{Path}/grant");
        Agenda = await Agenda.Of(api, Training, Id, item.Status);
        Attendance = (await api.Find<AttendanceView>($"{Path}/attendance"))!;
        Work = await api.All<WorkView>($"{Path}/work");
        if (MayGrant && Grant is null)
            Funds =
            [
                .. (await api.All<FundView>($"{Route}/funds")).Where(fund =>
                    fund.Left > 0 && (fund.Until ?? clock.Today) >= clock.Today
                ),
            ];
        return Page();
    }

    public async Task<IActionResult> OnPostAddDate(DateInput date)
    {
        Told = await Agenda.Add(api, clock, Training, Id, date);
        if (Told != "input")
            return Back(Told);
        var page = await OnGet();
        if (page is PageResult)
            Agenda = Agenda with { Typed = date };
        return page;
    }

    public async Task<IActionResult> OnPostEndDate(Guid item) => Back(await Agenda.End(api, Training, Id, item));

    public Task<IActionResult> OnPostScreening(string? result) => Put("screening", new { result });

    public async Task<IActionResult> OnPostGrant(Guid fund)
    {
        var answer = await api.Post<JsonObject>($"{Path}/grant", new { fundId = fund });
        return Back(answer.Refusal?.Reason == "no-grant" ? "no-grant" : answer.Refusal?.Told ?? "saved");
    }

    public async Task<IActionResult> OnPostTakeBack() =>
        Back((await api.Delete($"{Path}/grant")).Refusal?.Told ?? "saved");

    /// <summary>Without a date it records today, with one tap.</summary>
    public Task<IActionResult> OnPostMark(string? mark, string? day) =>
        Put(
            "attendance",
            new
            {
                day = FormText.Text(day) is null ? clock.Today
                : FormDates.ParseDay(day) is { } on ? DateOnly.FromDateTime(on)
                : (DateOnly?)null,
                mark,
            }
        );

    public Task<IActionResult> OnPostWork(int month, string? result) => Put($"work/{month}", new { result });

    private async Task<IActionResult> Put(string what, object body) =>
        Back(
            (await api.Send<JsonObject>(HttpMethod.Put, $"{Path}/{what}", JsonContent.Create(body))).Refusal?.Told
                ?? "saved"
        );

    private RedirectResult Back(string told) => Redirect($"/courses/{Id}?told={told}");
}
