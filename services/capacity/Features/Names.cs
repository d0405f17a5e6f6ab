using FluentValidation;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Capacity.Features;

/// <param name="District">NCDD code of 4 digits; the province may then be left out.</param>
internal sealed record AreaInput(string? Province, string? District)
{
    public Area ToArea() => new(Province ?? District![..2], District);
}

/// <summary>A name in English, in Khmer or both.</summary>
public sealed class NameValidator : AbstractValidator<LocalText?>
{
    public NameValidator()
    {
        RuleFor(name => name!.En).Text(200);
        RuleFor(name => name!.Km).Text(200);
        RuleFor(name => name)
            .Must(name => VisibleText.SaysSomething(name!.En) || VisibleText.SaysSomething(name.Km))
            .OverridePropertyName("en")
            .WithMessage("a name in en or km is required");
    }
}

internal sealed class AreaInputValidator : AbstractValidator<AreaInput>
{
    public AreaInputValidator()
    {
        RuleFor(area => area.District).Matches(@"\A[0-9]{4}\z").WithMessage("is a district code of 4 digits");
        RuleFor(area => area.Province).Matches(@"\A[0-9]{2}\z").WithMessage("is a province code of 2 digits");
        RuleFor(area => area)
            .Must(area => area.District is not null || area.Province is not null)
            .OverridePropertyName("district")
            .WithMessage("is required");
        RuleFor(area => area.Province)
            .Must(
                (area, province) =>
                    province is null
                    || area.District is null
                    || area.District.StartsWith(province, StringComparison.Ordinal)
            )
            .WithMessage("is not the district's province");
    }
}

/// <summary>Checks areas against the gazetteer, as far as it has arrived here.</summary>
internal static class Gazetteer
{
    /// <returns>Null for a known place, or for a district of a known province that has no districts imported yet; a 503
    /// refusal while the gazetteer has not arrived.</returns>
    public static async Task<Refused?> Check(CapacityDb db, Area area, CancellationToken ct)
    {
        if (!await db.GazetteerPlaces.AnyAsync(ct))
            return Problem.Of(
                StatusCodes.Status503ServiceUnavailable,
                "The gazetteer has not arrived yet. Try again in a moment."
            );
        if (!await db.GazetteerPlaces.AnyAsync(p => p.Code == area.Province, ct))
            return Problem.Field("area.province", "is not a known province");
        if (area.District is null || await db.GazetteerPlaces.AnyAsync(p => p.Code == area.District, ct))
            return null;
        return await db.GazetteerPlaces.AnyAsync(p => p.Code.Length == 4 && p.Code.StartsWith(area.Province), ct)
            ? Problem.Field("area.district", "is not a known district")
            : null;
    }
}
