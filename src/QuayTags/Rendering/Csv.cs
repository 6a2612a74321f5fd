using System.Buffers;
using System.Globalization;

namespace QuayTags;

/// <summary>Formats CSV as RFC 4180 defines it: fields with a comma, a quote or a line break are quoted.</summary>
internal static class Csv
{
    public const string LineEnd = "\r\n";

    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    public static string Line(IEnumerable<string?> fields) => string.Join(',', fields.Select(Field)) + LineEnd;

    /// <summary>Formats a time in UTC, as in ISO 8601.</summary>
    public static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    public static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    public static string? Flag(bool? flag) => flag switch { true => "true", false => "false", null => null };

    private static string Field(string? value) => value is null ? ""
        : value.AsSpan().ContainsAny(Special) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : value;
}
