using System.Globalization;
using Spectre.Console;

namespace QuayTags;

/// <summary>Defines how the result of a security scan is written.</summary>
internal static class SecurityFormat
{
    private static readonly Column[] FactColumns = [new("FACT", 0), new("VALUE", 1, MinWidth: 1)];

    public static ListFormat<Vulnerability> Create() => new()
    {
        Columns =
        [
            new("SEVERITY", 1),
            new("VULNERABILITY", 0, MinWidth: 16),
            new("PACKAGE", 2, MinWidth: 10),
            new("VERSION", 4, MinWidth: 8),
            new("FIXED BY", 3, MinWidth: 8),
        ],
        Cells = found =>
        [
            Cells.Of(found.Severity, ColorOf(found.Severity)),
            Cells.Of(found.Name),
            Cells.Of(found.Package),
            Cells.Of(found.Version),
            Cells.Of(found.FixedBy),
        ],
        Csv =
        [
            new("severity", found => found.Severity),
            new("name", found => found.Name),
            new("package", found => found.Package),
            new("version", found => found.Version),
            new("fixed_by", found => found.FixedBy),
            new("link", found => found.Link),
        ],
        Json = ToolJson.Default.Vulnerability,
    };

    /// <summary>Writes the status and the counts.</summary>
    public static void WriteSummary(SecurityReport report, ToolContext context)
    {
        List<Cell[]> facts =
        [
            [Cells.Of("Digest"), Cells.Digest(report.ManifestDigest, context)],
            [Cells.Of("Scan"), Cells.Of(report.Status)],
        ];
        if (report.Counts is { } counts)
        {
            facts.Add([Cells.Of("Packages"), Cells.Of(report.Packages?.ToString(CultureInfo.InvariantCulture))]);
            string text = counts.Count == 0 ? "none" : string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}"));
            facts.Add([Cells.Of("Vulnerabilities"), Cells.Of(text, counts.Count == 0 ? Color.Green : ColorOf(counts.First().Key))]);
        }

        TableWriter.Write(FactColumns, facts, context, headers: false);
    }

    private static Color ColorOf(string severity) => Severity.Rank(severity) switch
    {
        >= 4 => Color.Red,
        3 => Color.Yellow,
        _ => Color.Grey,
    };
}
