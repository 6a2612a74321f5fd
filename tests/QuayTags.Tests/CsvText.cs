using CsvHelper;

namespace QuayTags.Tests;

/// <summary>Reads CSV with a reader that was not written here.</summary>
internal static class CsvText
{
    private static readonly CsvReaderOptions Rfc4180 = new()
    {
        HasHeader = false,
        Mode = CsvMode.Rfc4180,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
        SkipEmptyLines = false,
    };

    /// <summary>Gets the fields of each line, by the names in the header.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string text)
    {
        IReadOnlyList<string[]> lines = ReadLines(text);
        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(field => field.First, field => field.Second))];
    }

    /// <summary>Gets all lines, and throws if a line is malformed or has another number of fields than the first.</summary>
    public static IReadOnlyList<string[]> ReadLines(string text)
    {
        using CsvReader reader = CsvReader.FromText(text, Rfc4180);
        List<string[]> lines = [];
        while (reader.Read())
        {
            lines.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return lines;
    }
}
