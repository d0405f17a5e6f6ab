using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Platform.Tests;

public sealed class UnitOfWorkTests : IAsyncLifetime
{
    private readonly World _world = new();
    private Host _notes = null!;

    public async ValueTask InitializeAsync() => _notes = await _world.Start<NotesModule>();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task What_is_to_run_at_the_end_runs_once_and_sees_the_sum()
    {
        var runs = new List<int>();
        await _notes.Work(
            async (db, unit) =>
            {
                Func<CancellationToken, Task> last = async ct =>
                {
                    await db.SaveChangesAsync(ct);
                    runs.Add(await db.Notes.CountAsync(ct));
                };
                unit.BeforeCommit(last).ShouldBeTrue();
                unit.BeforeCommit(last).ShouldBeFalse();
                db.Add(NewNote());
                await db.SaveChangesAsync();
                db.Add(NewNote());
            }
        );

        runs.ShouldBe([2]);
    }

    [Fact]
    public async Task What_it_writes_at_the_end_is_kept()
    {
        await _notes.Work(
            (db, unit) =>
            {
                unit.BeforeCommit(_ =>
                {
                    db.Add(NewNote());
                    return Task.CompletedTask;
                });
                return Task.CompletedTask;
            }
        );

        (await Count()).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_to_run_at_the_end_may_ask_for_more()
    {
        var ran = false;
        await _notes.Work(
            (_, unit) =>
            {
                unit.BeforeCommit(_ =>
                {
                    unit.BeforeCommit(_ =>
                    {
                        ran = true;
                        return Task.CompletedTask;
                    });
                    return Task.CompletedTask;
                });
                return Task.CompletedTask;
            }
        );

        ran.ShouldBeTrue();
    }

    [Fact]
    public async Task A_refusal_runs_nothing_at_the_end_and_keeps_nothing()
    {
        await using var scope = _notes.App.Services.CreateAsyncScope();
        var (unit, db) = (
            scope.ServiceProvider.GetRequiredService<UnitOfWork>(),
            scope.ServiceProvider.GetRequiredService<TestDb>()
        );
        var ran = false;
        var answer = await unit.Run(
            async () =>
            {
                unit.BeforeCommit(_ =>
                {
                    ran = true;
                    return Task.CompletedTask;
                });
                db.Add(NewNote());
                await db.SaveChangesAsync();
                return "refused";
            },
            keep: _ => false,
            CancellationToken.None
        );

        answer.ShouldBe("refused");
        ran.ShouldBeFalse();
        (await Count()).ShouldBe(0);
    }

    [Fact]
    public async Task What_a_run_that_failed_wanted_at_the_end_is_forgotten()
    {
        await using var scope = _notes.App.Services.CreateAsyncScope();
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        var ran = false;
        await Should.ThrowAsync<InvalidOperationException>(() =>
            unit.Run(
                () =>
                {
                    unit.BeforeCommit(_ =>
                    {
                        ran = true;
                        return Task.CompletedTask;
                    });
                    throw new InvalidOperationException();
                },
                CancellationToken.None
            )
        );
        await unit.Run(() => Task.CompletedTask, CancellationToken.None);

        ran.ShouldBeFalse();
    }

    [Fact]
    public async Task A_failure_at_the_end_keeps_nothing()
    {
        await Should.ThrowAsync<InvalidOperationException>(() =>
            _notes.Work(
                (db, unit) =>
                {
                    db.Add(NewNote());
                    unit.BeforeCommit(_ => throw new InvalidOperationException());
                    return Task.CompletedTask;
                }
            )
        );

        (await Count()).ShouldBe(0);
    }

    [Fact]
    public async Task Writers_of_one_process_queue_and_none_is_turned_away()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(_ =>
                    _notes.Work(
                        (db, _) =>
                        {
                            db.Add(NewNote());
                            return Task.CompletedTask;
                        }
                    )
                )
        );

        (await Count()).ShouldBe(40);
    }

    private static Note NewNote() => new() { Id = Guid.NewGuid(), Text = "text" };

    private Task<int> Count() => _notes.Read(db => db.Notes.CountAsync());
}
