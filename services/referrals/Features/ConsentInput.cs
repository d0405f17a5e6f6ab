using System.Text.Json;
using FluentValidation;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <param name="Basis"><c>consent</c>, or <c>vital-interest</c> with <paramref name="Justification"/> and without
/// identity.</param>
/// <param name="Purposes"><c>placement</c> and whatever else was agreed to.</param>
/// <param name="Ends">By purpose: when those end that end before or after <paramref name="ExpiresAt"/>.</param>
/// <param name="Recipients"><c>"plan"</c>, or a list of organisation ids.</param>
/// <param name="LimitsExplained">Whether it was explained first what cannot be kept secret: asked, never filled
/// in.</param>
/// <param name="Alone">Whether she was asked alone and could say no; where not, her identity is not shared.</param>
/// <param name="Assent">Of a child: yes, no, or unable with <paramref name="AssentReason"/>.</param>
/// <param name="BestInterest">Of a child for whom no guardian consents.</param>
internal sealed record ConsentInput(
    string? Basis,
    IReadOnlyList<string>? Purposes,
    JsonElement? Recipients,
    IReadOnlyList<string>? Fields,
    string? Language,
    string? How,
    string? Interpreter,
    bool? LimitsExplained,
    bool? Alone,
    string? Assent,
    string? AssentReason,
    string? Guardian,
    BestInterestInput? BestInterest,
    string? TextVersion,
    DateTimeOffset? ExpiresAt,
    string? Justification,
    IReadOnlyDictionary<string, DateTimeOffset>? Ends = null
)
{
    public const string VitalInterest = "vital-interest";

    public bool IsVitalInterest => Basis == VitalInterest;

    /// <returns>Empty: the plan's organisations. Null: not a list of ids.</returns>
    public IReadOnlyList<Guid>? RecipientIds()
    {
        if (Recipients is null or { ValueKind: JsonValueKind.String })
            return [];
        if (Recipients.Value.ValueKind != JsonValueKind.Array)
            return null;
        var ids = Recipients
            .Value.EnumerateArray()
            .Select(r => r.ValueKind == JsonValueKind.String && r.TryGetGuid(out var id) ? id : (Guid?)null)
            .ToList();
        return ids.Count is > 0 and <= 50 && ids.All(id => id is not null) ? [.. ids.Select(id => id!.Value)] : null;
    }

    public ConsentReceipt ToReceipt(Guid referralId, string takenBy, DateTimeOffset now, Sealer sealer)
    {
        var receipt = new ConsentReceipt
        {
            Id = Guid.CreateVersion7(now),
            ReferralId = referralId,
            Basis = Basis ?? "consent",
            Purposes = Purposes ?? [],
            Ends = (Ends ?? new Dictionary<string, DateTimeOffset>()).ToDictionary(
                one => one.Key,
                one => one.Value.ToUniversalTime()
            ),
            Recipients = RecipientIds() ?? [],
            Fields = Fields ?? [],
            Language = Language,
            How = How,
            Interpreter = Interpreter,
            LimitsExplained = LimitsExplained,
            Alone = Alone,
            Assent = Assent,
            Guardian = Guardian,
            TextVersion = TextVersion,
            TakenBy = takenBy,
            At = now,
            ExpiresAt = ExpiresAt ?? now.AddDays(1),
        };
        receipt.EndAt = receipt.ExpiresAt;
        receipt.RemindAt = ConsentRules.NextReminder(receipt, now);
        if (BestInterest is not null || AssentReason is not null || Justification is not null)
            new ConsentRecord(BestInterest, AssentReason, Justification).Seal(sealer, receipt);
        return receipt;
    }
}

/// <summary>How a child's best interest was judged: by whom in which role, when, between which options, with which
/// views of the child, and why.</summary>
internal sealed record BestInterestInput(string? Role, DateTimeOffset? At, string? Options, string? Views, string? Why);

/// <summary>The reasons behind a receipt, sealed.</summary>
/// <param name="Withdrawal">How the child's best interest was judged when a guardian withdrew.</param>
internal sealed record ConsentRecord(
    BestInterestInput? BestInterest,
    string? AssentReason,
    string? Justification,
    BestInterestInput? Withdrawal = null
)
{
    public static ConsentRecord Of(Sealer sealer, ConsentReceipt receipt) =>
        receipt.SealedRecord is null
            ? new(null, null, null)
            : sealer.Open<ConsentRecord>(ConsentReceipt.RecordPurpose, receipt.Id, receipt.SealedRecord);

    public void Seal(Sealer sealer, ConsentReceipt receipt) =>
        receipt.SealedRecord = sealer.Seal(ConsentReceipt.RecordPurpose, receipt.Id, this);
}

/// <summary>The parts of her details that a consent can allow to be shared.</summary>
internal static class ConsentFields
{
    public static readonly CodeList All = new("name", "contact", "narrative");
}

internal sealed class ConsentInputValidator : AbstractValidator<ConsentInput>
{
    private static readonly CodeList Bases = new("consent", ConsentInput.VitalInterest);
    public static readonly CodeList Ways = new("spoken", "thumbprint", "signed", "signed-language");
    private static readonly CodeList Interpreters = new("staff", "independent", "none");
    public static readonly CodeList Assents = new(ConsentRules.Yes, ConsentRules.No, ConsentRules.Unable);
    public static readonly CodeList Guardians = new(
        ConsentRules.Consents,
        "refuses",
        "suspected",
        "unsafe",
        "unreachable",
        "none"
    );

    public ConsentInputValidator()
    {
        RuleFor(c => c.Basis).OneOf(Bases);
        When(
                c => c.IsVitalInterest,
                () =>
                {
                    RuleFor(c => c.Justification).RequiredText(1000);
                    RuleFor(c => c.Fields)
                        .Must(fields => fields is null or { Count: 0 })
                        .WithMessage("is empty on vital interest: without identity");
                }
            )
            .Otherwise(() =>
            {
                RuleFor(c => c.Purposes)
                    .NotNull()
                    .WithMessage("is required")
                    .AllOf(Codes.Purposes)
                    .Must(all => all is null || all.Contains(Purpose.Placement))
                    .WithMessage($"has {Purpose.Placement} in it: no consent, no referral");
                RuleFor(c => c.Ends)
                    .Must(
                        (c, ends) =>
                            ends is null
                            || ends.Keys.All(purpose =>
                                purpose != Purpose.Placement && c.Purposes?.Contains(purpose) == true
                            )
                    )
                    .WithMessage(
                        $"is for purposes that were agreed to, other than {Purpose.Placement}, which ends with "
                            + "expiresAt"
                    );
                RuleFor(c => c.Recipients)
                    .NotNull()
                    .WithMessage("is required")
                    .Must(
                        (c, r) =>
                            r is null
                            || (
                                r.Value.ValueKind == JsonValueKind.String
                                    ? r.Value.GetString() == "plan"
                                    : c.RecipientIds() is not null
                            )
                    )
                    .WithMessage("is \"plan\" or a list of organisation ids");
                RuleFor(c => c.Fields).NotNull().WithMessage("is required").AllOf(ConsentFields.All);
                RuleFor(c => c.Language).RequiredOneOf(Codes.Languages);
                RuleFor(c => c.How).RequiredOneOf(Ways);
                RuleFor(c => c.ExpiresAt).NotNull().WithMessage("is required");
                RuleFor(c => c.LimitsExplained)
                    .Equal(true)
                    .WithMessage("must be true: the limits are explained before anybody can consent");
                RuleFor(c => c.Alone)
                    .NotNull()
                    .WithMessage("is required: whether the survivor was asked alone and could say no");
                RuleFor(c => c.Fields)
                    .Must((c, fields) => c.Alone != false || fields is null or { Count: 0 })
                    .WithMessage("must be empty where the survivor was not asked alone: ask again alone first");
                RuleFor(c => c.Justification).Must(text => text is null).WithMessage("is for vital interest only");
            });
        RuleFor(c => c.Interpreter).OneOf(Interpreters);
        RuleFor(c => c.Guardian).OneOf(Guardians);
        RuleFor(c => c.BestInterest).SetValidator(new BestInterestValidator()!);
        RuleFor(c => c.TextVersion).Text(20);
        RuleFor(c => c.Assent).OneOf(Assents);
        RuleFor(c => c.Assent)
            .Must(assent => assent != ConsentRules.No)
            .WithMessage("is refused: no consent, no referral");
        RuleFor(c => c.AssentReason).Text(200);
        RuleFor(c => c.AssentReason).RequiredText(200).When(c => c.Assent == ConsentRules.Unable);
    }
}

internal sealed class BestInterestValidator : AbstractValidator<BestInterestInput>
{
    public BestInterestValidator()
    {
        RuleFor(b => b.Role).RequiredText(100);
        RuleFor(b => b.At).NotNull().WithMessage("is required");
        RuleFor(b => b.Options).RequiredText(300);
        RuleFor(b => b.Views).RequiredText(300);
        RuleFor(b => b.Why).RequiredText(300);
    }
}
