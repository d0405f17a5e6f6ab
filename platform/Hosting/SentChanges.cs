using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>
/// Which changes one stream has sent, so that each is sent once while it is open. A row carries the time at which its
/// transaction began, but becomes visible when that commits: so each query looks back a while. A resumed stream repeats
/// what changed shortly before.
/// </summary>
internal sealed class SentChanges<TRow, T>(
    Func<IServiceProvider, IQueryable<TRow>> rows,
    Expression<Func<TRow, DateTimeOffset>> at,
    Expression<Func<TRow, Guid>> id,
    Func<IServiceProvider, IReadOnlyList<TRow>, CancellationToken, Task<IReadOnlyList<T>>> views,
    Func<IQueryable<TRow>, IQueryable<TRow>>? begin,
    DateTimeOffset? last
)
{
    private readonly Func<TRow, DateTimeOffset> _at = at.Compile(preferInterpretation: true);
    private readonly Func<TRow, Guid> _id = id.Compile(preferInterpretation: true);
    private readonly HashSet<ListCursor> _told = [];
    private DateTimeOffset? _newest = last;

    public async IAsyncEnumerable<(string Id, T Value)> News(
        IServiceProvider services,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        if (_newest is not { } newest)
        {
            newest = await services.GetRequiredService<DatabaseClock>().Now(ct);
            await foreach (var page in Read(rows(services), Back(newest), ct))
                _told.UnionWith(page.Select(one => one.Place));
            _newest = newest;
            if (begin is null)
                yield break;
            await foreach (var page in Read(begin(rows(services)), default, ct))
            {
                _told.UnionWith(page.Select(one => one.Place));
                foreach (var (place, value) in await Viewed(services, page, ct))
                    yield return (EventStream.IdOf(place.At), value);
            }
            yield break;
        }
        await foreach (var page in Read(rows(services), Back(newest), ct))
        foreach (var (place, value) in await Viewed(services, page.Where(one => _told.Add(one.Place)).ToList(), ct))
        {
            if (place.At > newest)
                _newest = newest = place.At;
            yield return (EventStream.IdOf(newest), value);
        }
        _told.RemoveWhere(place => place.At < Back(newest).At);
    }

    private async Task<IEnumerable<(ListCursor Place, T Value)>> Viewed(
        IServiceProvider services,
        List<(ListCursor Place, TRow Row)> page,
        CancellationToken ct
    ) =>
        page.Count == 0
            ? []
            : page.Select(one => one.Place).Zip(await views(services, page.ConvertAll(one => one.Row), ct));

    private static ListCursor Back(DateTimeOffset at) => new(at - DatabaseClock.VisibilityDelay, default);

    private async IAsyncEnumerable<List<(ListCursor Place, TRow Row)>> Read(
        IQueryable<TRow> from,
        ListCursor after,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        for (var full = true; full; )
        {
            var page = (await from.OldestFirst(at, id, after).Take(Page.MaxSize).ToListAsync(ct)).ConvertAll(row =>
                (Place: new ListCursor(_at(row), _id(row)), Row: row)
            );
            if (page.Count > 0)
                after = page[^1].Place;
            full = page.Count == Page.MaxSize;
            yield return page;
        }
    }
}
