using FsCheck;
using FsCheck.Fluent;

namespace ReferralNetwork.Capacity.Tests.Ledger;

internal enum Do
{
    Send,
    Act,
    Withdraw,
    EnteredInError,
    Publish,
    Confirm,
    Wait,
    Restart,
    Die,
    Redeliver,
    Reopen,
}

/// <summary>
/// One thing that happens. The numbers choose among what there is when it happens, so that any part of a sequence is a
/// sequence too and a failing one shrinks.
/// </summary>
/// <param name="Of">Which referral or pool.</param>
/// <param name="How">Which action, urgency, span or count.</param>
/// <param name="More">Order of the plan, flags.</param>
/// <param name="Dying">What the process dies in, for <see cref="Do.Die"/>.</param>
internal sealed record Step(Do What, int Of, int How, int More, Step? Dying = null)
{
    public override string ToString() => $"{What}({(Dying is null ? "" : $"{Dying}, ")}{Of}, {How}, {More})";

    private static readonly Gen<int> Number = Gen.Choose(0, 5039);

    private static Gen<Step> Some(Do what) =>
        from of in Number
        from how in Number
        from more in Number
        select new Step(what, of, how, more);

    private static readonly Gen<Step> Lively = Gen.Frequency(
        (8, Some(Do.Send)),
        (16, Some(Do.Act)),
        (2, Some(Do.Withdraw)),
        (1, Some(Do.EnteredInError)),
        (3, Some(Do.Publish)),
        (1, Some(Do.Confirm)),
        (4, Some(Do.Wait))
    );

    private static readonly Gen<Step> Any = Gen.Frequency(
        (70, Lively),
        (4, Some(Do.Redeliver)),
        (4, Some(Do.Reopen)),
        (1, Some(Do.Restart)),
        (6, from dying in Lively from step in Some(Do.Die) select step with { Dying = dying })
    );

    /// <summary>Sequences, shrunk by leaving out ever smaller parts.</summary>
    public static readonly Arbitrary<Step[]> Sequences = Arb.From(
        from length in Gen.Choose(5, 45)
        from steps in Any.ArrayOf(length)
        select steps,
        Shrink
    );

    private static IEnumerable<Step[]> Shrink(Step[] steps)
    {
        for (var part = steps.Length / 2; part > 0; part /= 2)
        for (var from = steps.Length - part; from >= 0; from -= part)
            yield return [.. steps[..from], .. steps[(from + part)..]];
        for (var i = 0; i < steps.Length; i++)
            if (steps[i].Dying is { } inner)
                yield return [.. steps[..i], inner, .. steps[(i + 1)..]];
    }
}
