using System.Globalization;
using CsvHelper;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Platform.Writing;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Search;
using ReferralNetwork.Referrals.Indexing;

namespace ReferralNetwork.Referrals.Features;

/// <summary>
/// Takes one file of the NCDD gazetteer as CSV: code, parent_code, name_km, name_en, lat, lon. Good rows are kept, bad
/// ones listed; a missing centroid inherits its parent's; a second import updates, and tells all of it again to whoever
/// has missed some. Parents come before their children.
/// </summary>
internal static class ImportGazetteer
{
    private const long MaxBody = 16 * 1024 * 1024;

    /// <summary>Whole degrees around the country and its islands.</summary>
    private const int South = 9,
        North = 15,
        West = 102,
        East = 108;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/gazetteer/import", Import)
            .For(Roles.Operator)
            .WithTags("gazetteer")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBody))
            .InTransaction();

    private static async Task<Results<Ok<ImportReport>, Refused>> Import(
        HttpRequest request,
        ReferralsDb db,
        AvailabilityIndex index,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) != true)
            return Problem.Of(StatusCodes.Status415UnsupportedMediaType, "Send the file as text/csv.");
        using var reader = new StreamReader(request.Body);
        var file = GazetteerFile.Of(await reader.ReadToEndAsync(ct));
        var known = await db.Places.ToDictionaryAsync(p => p.Code, ct);
        var report = new ImportReport([], [.. file.Bad]);
        await using var csv = CsvReader.FromText(
            file.Text,
            new CsvReaderOptions { Separator = ',', TrimWhitespace = true }
        );
        csv.ReadHeader();
        if (!csv.Headers.Contains("code"))
            return Problem.Field("body", "has no header with the column code");

        var (told, lines, now) = (new List<PlaceRow>(), new Dictionary<string, int>(), await clock.Now(ct));
        for (var row = 1; csv.Read(); row++)
        {
            var line = file.Lines[row];
            if (Read(csv, known, now, out var place, out var inherited) is { } reason)
            {
                report.Bad.Add(new(line, reason));
                continue;
            }
            if (!lines.TryAdd(place!.Code, line))
            {
                report.Bad.Add(new(line, $"code stands in line {lines[place.Code]}"));
                continue;
            }
            if (inherited)
                report.Inherited.Add(place.Code);
            if (known.TryGetValue(place.Code, out var kept) && Same(kept, place))
                report.Unchanged++;
            else if (kept is null)
            {
                db.Add(kept = place);
                known[place.Code] = place;
                report.Added++;
            }
            else
            {
                (kept.Name, kept.Lat, kept.Lon, kept.Inherited, kept.ChangedAt) = (
                    place.Name,
                    place.Lat,
                    place.Lon,
                    place.Inherited,
                    now
                );
                report.Updated++;
            }
            told.Add(kept);
        }
        report.Bad.Sort((one, other) => one.Line.CompareTo(other.Line));
        Places.Publish(db, told, now);
        return TypedResults.Ok(report);
    }

    /// <returns>Null when the row is good, else why not.</returns>
    private static string? Read(
        CsvReader csv,
        Dictionary<string, PlaceRow> known,
        DateTimeOffset now,
        out PlaceRow? place,
        out bool inherited
    )
    {
        (place, inherited) = (null, false);
        var code = Field(csv, "code");
        if (code is null || code.Length is not (2 or 4 or 6) || !code.All(char.IsAsciiDigit))
            return "code is not 2, 4 or 6 digits";
        var parent = code.Length == 2 ? null : code[..^2];
        if (Field(csv, "parent_code") is { } stated && stated != parent)
            return "parent_code is not the code's own parent";
        PlaceRow? above = null;
        if (parent is not null && !known.TryGetValue(parent, out above))
            return $"parent {parent} is not known";
        var name = new LocalText(Field(csv, "name_en"), Field(csv, "name_km"));
        if (name is { En: null, Km: null })
            return "no name";
        if (name.En?.Length > 200 || name.Km?.Length > 200)
            return "a name is longer than 200 characters";
        if ($"{name.En}{name.Km}".Any(char.IsControl))
            return "a name has a control character";
        if (VisibleText.TurnsDirection($"{name.En}{name.Km}"))
            return "a name has a mark that turns the direction of writing";

        var (lat, lon) = (Field(csv, "lat"), Field(csv, "lon"));
        if (lat is null && lon is null)
        {
            if (above is null)
                return "no centroid, and no parent to inherit one from";
            place = new PlaceRow
            {
                Code = code,
                Name = name,
                Lat = above.Lat,
                Lon = above.Lon,
                Inherited = inherited = true,
                ChangedAt = now,
            };
            return null;
        }
        if (!Degrees(lat, South, North, out var y))
            return $"lat is not from {South} to {North}: not in the country";
        if (!Degrees(lon, West, East, out var x))
            return $"lon is not from {West} to {East}: not in the country";
        place = new PlaceRow
        {
            Code = code,
            Name = name,
            Lat = y,
            Lon = x,
            Inherited = false,
            ChangedAt = now,
        };
        return null;
    }

    private static string? Field(CsvReader csv, string name) =>
        csv.Headers.Contains(name)
        && csv.GetFieldIndex(name) is var column
        && column < csv.FieldCount
        && csv.GetString(column) is { } value
        && !VisibleText.IsBlank(value)
            ? value.Trim()
            : null;

    private static bool Degrees(string? text, int least, int most, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
        && value >= least
        && value <= most;

    private static bool Same(PlaceRow a, PlaceRow b) =>
        a.Name == b.Name && a.Lat == b.Lat && a.Lon == b.Lon && a.Inherited == b.Inherited;
}

/// <param name="Inherited">Codes whose position is their parent's.</param>
/// <param name="Bad">Rows left out.</param>
internal sealed record ImportReport(List<string> Inherited, List<BadRow> Bad)
{
    public int Added { get; set; }
    public int Updated { get; set; }
    public int Unchanged { get; set; }
}

/// <param name="Line">In the file, from 1, the header included.</param>
internal sealed record BadRow(int Line, string Reason);
