using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace QuayTags;

/// <summary>Writes CSV as RFC 4180 defines it: fields with a comma, a quote or a line break are quoted.</summary>
internal static class Csv
{
    private const string LineEnd = "\r\n";

    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    /// <summary>Writes a line with a field for each column.</summary>
    public static void WriteLine<T>(TextWriter output, IReadOnlyList<CsvColumn<T>> columns, Func<CsvColumn<T>, string?> field)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            if (i > 0)
            {
                output.Write(',');
            }

            WriteField(output, field(columns[i]));
        }

        output.Write(LineEnd);
    }

    /// <summary>Formats a time in UTC, as in ISO 8601.</summary>
    public static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    public static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    public static string? Flag(bool? flag) => flag switch { true => "true", false => "false", null => null };

    /// <summary>Formats a value of an enumeration in snake case, as in JSON.</summary>
    public static string Name(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static void WriteField(TextWriter output, string? value)
    {
        if (!value.AsSpan().ContainsAny(Special))
        {
            output.Write(value);
            return;
        }

        output.Write('"');
        output.Write(value!.Replace("\"", "\"\"", StringComparison.Ordinal));
        output.Write('"');
    }
}
