using System.Globalization;
using Quay.Client;

namespace QuayTags;

/// <summary>What is said of a bar when the pointer is over it.</summary>
internal static class Tooltip
{
    public static IEnumerable<string> Of(Bar bar, DateTimeOffset now)
    {
        TagHistoryEntry row = bar.Entry;
        yield return row.Name;
        yield return row.ManifestDigest ?? "Quay gives no digest";
        string start = row.Start is { } began ? Time(began) : "before Quay's history";
        yield return bar.State switch
        {
            BarState.Ended => $"{start} – {Time(bar.End)} UTC{Duration(bar.End)}",
            BarState.EndUnknown when row.IsPermanentlyDeleted => $"{start} UTC – unknown: permanently deleted",
            BarState.EndUnknown => $"{start} UTC – unknown: Quay shows an end that may be false",
            _ => $"{start} UTC – now{Duration(now)}",
        };
        if (bar.State == BarState.WillExpire)
        {
            yield return $"expires {Time(bar.End)} UTC";
        }

        if (row.Size is { } size)
        {
            yield return Cells.Human(size);
        }

        string?[] kinds =
            [row.Reversion ? "reverted" : null, row.Immutable == true ? "immutable" : null, row.IsManifestList ? "list" : null];
        if (kinds.Any(kind => kind is not null))
        {
            yield return string.Join(", ", kinds.OfType<string>());
        }

        string Duration(DateTimeOffset end) => row.Start is { } began && end >= began ? $" ({Human(end - began)})" : "";
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
