using System.Globalization;
using Quay.Client;

namespace QuayTags;

/// <summary>Creates the tooltip of a bar.</summary>
internal static class Tooltip
{
    public static IEnumerable<string> Of(Bar bar, DateTimeOffset now)
    {
        TagHistoryEntry entry = bar.Entry;
        yield return entry.Name;
        yield return entry.ManifestDigest ?? "Quay reports no digest";
        string start = entry.Start is { } began ? $"{Time(began)} UTC" : "before Quay's history";
        yield return bar.State switch
        {
            BarState.Ended => $"{start} – {Time(bar.End)} UTC{Duration(bar.End)}",
            BarState.EndUnknown when entry.IsPermanentlyDeleted => $"{start} – unknown: permanently deleted",
            BarState.EndUnknown => $"{start} – unknown: the end that Quay reports may be wrong",
            _ => $"{start} – now{Duration(now)}",
        };
        if (bar.State == BarState.WillExpire)
        {
            yield return $"expires {Time(bar.End)} UTC";
        }

        if (entry.Size is { } size)
        {
            yield return Cells.Human(size);
        }

        string?[] kinds =
            [entry.Reversion ? "reverted" : null, entry.Immutable == true ? "immutable" : null, entry.IsManifestList ? "list" : null];
        if (kinds.Any(kind => kind is not null))
        {
            yield return string.Join(", ", kinds.OfType<string>());
        }

        string Duration(DateTimeOffset end) => entry.Start is { } began && end >= began ? $" ({Human(end - began)})" : "";
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Human(TimeSpan duration) => duration switch
    {
        { TotalDays: >= 1 } => $"{duration.Days} d {duration.Hours} h",
        { TotalHours: >= 1 } => $"{duration.Hours} h {duration.Minutes} min",
        { TotalMinutes: >= 1 } => $"{duration.Minutes} min {duration.Seconds} s",
        _ => $"{duration.Seconds} s",
    };
}
