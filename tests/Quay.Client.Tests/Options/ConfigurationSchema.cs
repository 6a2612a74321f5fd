using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Quay.Client.Tests.Options;

/// <summary>
/// Generates the JSON schema of the configuration section <c>Quay</c>: the types and defaults of the options, the ranges of their
/// validation, and the texts of their XML documentation.
/// </summary>
internal static partial class ConfigurationSchema
{
    // TimeSpan.Parse, without negative durations and without a lone number, which it takes for days.
    public const string DurationPattern = @"^(\d{1,7}\.)?([01]?\d|2[0-3]):[0-5]?\d(:[0-5]?\d(\.\d{1,7})?)?$";

    private const string Token = @"[!#$%&'*+\-.^_`|~0-9A-Za-z]+";
    private const string Product = Token + "(/" + Token + ")?";

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",

        // An editor shows the apostrophe of a description, not its code.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<string, XElement> Summaries = XDocument
        .Load(Path.Combine(AppContext.BaseDirectory, "Quay.Client.xml"))
        .Descendants("member")
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!);

    /// <summary>Gets the options that a configuration can hold, in the order of their declaration.</summary>
    public static PropertyInfo[] Options { get; } =
        [.. typeof(QuayClientOptions).GetProperties().Where(option => option.CanWrite && TypeOf(option.PropertyType) is not null)];

    public static string Generate() => new JsonObject
    {
        ["$schema"] = "http://json-schema.org/draft-07/schema#",
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["Quay"] = new JsonObject
            {
                ["type"] = "object",
                ["description"] = "The options of a Quay.Client.",
                ["properties"] = new JsonObject(Options.Select(option => KeyValuePair.Create(option.Name, (JsonNode?)Describe(option)))),

                // The options of one client, or a section for each of several clients, such as Quay:Mirror, but not both.
                ["additionalProperties"] = new JsonObject { ["$ref"] = "#/properties/Quay" },
                ["anyOf"] = new JsonArray(
                    new JsonObject
                    {
                        ["propertyNames"] = new JsonObject
                        {
                            ["enum"] = new JsonArray([.. Options.Select(option => (JsonNode)option.Name)]),
                        },
                    },
                    new JsonObject { ["additionalProperties"] = new JsonObject { ["type"] = "object" } }),
            },
        },
    }.ToJsonString(Format) + "\n";

    private static JsonObject Describe(PropertyInfo option)
    {
        var schema = new JsonObject { ["type"] = TypeOf(option.PropertyType), ["description"] = DescriptionOf(option) };
        if (option.PropertyType == typeof(Uri))
        {
            schema["format"] = "uri";
        }
        else if (option.PropertyType == typeof(TimeSpan))
        {
            schema["pattern"] = DurationPattern;
        }
        else if (option.Name == nameof(QuayClientOptions.ApplicationId))
        {
            (schema["pattern"], schema["maxLength"]) = ($"^{Product}( {Product})*$", 128);
        }

        foreach ((string name, string value) in RangeOf(option))
        {
            schema[name] = JsonNode.Parse(value);
        }

        if (option.GetValue(new QuayClientOptions()) is { } byDefault)
        {
            schema["default"] = JsonSerializer.SerializeToNode(byDefault);
        }

        return schema;
    }

    private static string? TypeOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { } text when text == typeof(string) || text == typeof(Uri) || text == typeof(TimeSpan) => "string",
        { } flag when flag == typeof(bool) => "boolean",
        { } integer when integer == typeof(int) || integer == typeof(long) => "integer",
        { } number when number == typeof(double) => "number",
        _ => null,
    };

    // The message about an invalid value names the limits.
    private static IEnumerable<(string Name, string Value)> RangeOf(PropertyInfo option)
    {
        if (TypeOf(option.PropertyType) is not ("integer" or "number"))
        {
            return [];
        }

        var options = new QuayClientOptions { Endpoint = new Uri("https://quay.test") };
        Type type = Nullable.GetUnderlyingType(option.PropertyType) ?? option.PropertyType;
        option.SetValue(options, Convert.ChangeType(-1, type, CultureInfo.InvariantCulture));
        Match range = Range().Match(Assert.Single(QuayClientOptionsValidator.Validate(options)));
        Assert.True(range.Success);
        return range.Groups["most"].Success
            ? [("minimum", range.Groups["least"].Value), ("maximum", range.Groups["most"].Value)]
            : [("minimum", range.Groups["least"].Value)];
    }

    // "Gets or sets the time limit of one attempt." becomes "The time limit of one attempt."
    private static string DescriptionOf(PropertyInfo option)
    {
        XElement summary = Summaries[$"P:{option.DeclaringType}.{option.Name}"];
        string text = string.Concat(summary.Nodes().Select(node => node is XElement element && element.Attribute("cref") is { } reference
            ? reference.Value[(reference.Value.LastIndexOf('.') + 1)..]
            : node is XElement code ? code.Value : node.ToString(SaveOptions.DisableFormatting)));
        string line = WhiteSpace().Replace(text, " ").Trim();
        Assert.StartsWith("Gets or sets ", line, StringComparison.Ordinal);
        line = line["Gets or sets ".Length..];
        return char.ToUpperInvariant(line[0]) + line[1..];
    }

    [GeneratedRegex("must be (from|at least) (?<least>[0-9.]+)( to (?<most>[0-9]+))?,")]
    private static partial Regex Range();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
