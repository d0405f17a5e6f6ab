using System.Text.Json.Nodes;

namespace ReferralNetwork.Training.Pages;

/// <summary>The fields that a course adds to the form of a pool, as they are typed.</summary>
internal sealed class CourseFields : IPoolFields
{
    public string? Level { get; set; }
    public string? Weeks { get; set; }
    public string? Certificate { get; set; }
    public string? Form { get; set; }
    public string? Employer { get; set; }
    public List<string> Languages { get; set; } = [];
    public List<string> Offers { get; set; } = [];
    public List<string> Prerequisites { get; set; } = [];

    public IEnumerable<(string Field, string? Typed)> WholeNumbers => [(nameof(Weeks), Weeks)];

    public static CourseFields Of(JsonObject trade)
    {
        var fields = new CourseFields();
        fields.Read(trade);
        return fields;
    }

    public void Read(JsonObject trade)
    {
        Level = (string?)trade["level"];
        Weeks = trade["weeks"]?.ToString();
        Certificate = (string?)trade["certificate"];
        Form = (string?)trade["form"];
        Employer = (string?)trade["employer"];
        Languages = Codes(trade["languages"]);
        Prerequisites = Codes(trade["prerequisites"]);
        Offers =
        [
            .. CourseCodes.Offers.Where(offer => trade[offer]?.GetValueKind() == System.Text.Json.JsonValueKind.True),
        ];
    }

    /// <summary>A field that was left empty becomes no member.</summary>
    public void Write(JsonObject trade)
    {
        Set(trade, "level", FormText.Text(Level));
        Set(trade, "weeks", Numbers.Whole(Weeks));
        Set(trade, "certificate", FormText.Text(Certificate));
        Set(trade, "form", FormText.Text(Form));
        Set(trade, "employer", FormText.Text(Employer));
        Set(trade, "languages", Some(Languages));
        Set(trade, "prerequisites", Some(Prerequisites));
        foreach (var offer in CourseCodes.Offers)
            Set(trade, offer, Offers.Contains(offer) ? true : null);
    }

    private static void Set(JsonObject trade, string member, JsonNode? value)
    {
        trade.Remove(member);
        if (value is not null)
            trade[member] = value;
    }

    private static JsonArray? Some(List<string> codes) =>
        codes.Count == 0 ? null : new([.. codes.Select(code => (JsonNode)code)]);

    private static List<string> Codes(JsonNode? list) =>
        list is JsonArray all ? [.. all.Select(code => (string)code!)] : [];
}
