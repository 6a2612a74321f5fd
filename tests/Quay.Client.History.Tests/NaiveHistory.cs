using System.Text.Json;

namespace Quay.Client.History.Tests;

/// <summary>Computes results independently, by comparing each entry with every other entry of its tag.</summary>
/// <param name="entries">The entries; those of one tag start in different seconds.</param>
/// <param name="readAt">The time at which the entries were read, in Unix seconds.</param>
internal sealed class NaiveHistory(IReadOnlyList<NaiveHistory.Entry> entries, long readAt)
{
    public static IReadOnlyList<Entry> Read(IEnumerable<string> responses) =>
        [
            .. responses
                .SelectMany(response => JsonDocument.Parse(response).RootElement.GetProperty("tags").EnumerateArray())
                .Select(Entry.Of),
        ];

    /// <summary>Counts the events of each kind.</summary>
    public Dictionary<TagEventKind, int> Count()
    {
        var counts = new Dictionary<TagEventKind, int>();
        foreach (Entry entry in entries)
        {
            Entry? before = entries
                .Where(other => other.Name == entry.Name && other.Start < entry.Start && entry.Start - other.End is >= 0 and <= 2)
                .MaxBy(other => other.Start);
            Add(entry.IsReversion ? TagEventKind.Reverted
                : before is null ? TagEventKind.Created
                : before.Digest == entry.Digest ? TagEventKind.PushedAgain : TagEventKind.Moved);
            if (entry.End < entry.Start)
            {
                Add(TagEventKind.PermanentlyDeleted);
            }
            else if (entry.End > readAt)
            {
                Add(TagEventKind.WillExpire);
            }
            else if (entry.End is not null && !entries.Any(other => other.Name == entry.Name && other.Start - entry.End is >= 0 and <= 2))
            {
                Add(TagEventKind.Removed);
            }
        }

        return counts;

        void Add(TagEventKind kind) => counts[kind] = counts.GetValueOrDefault(kind) + 1;
    }

    /// <summary>Gets the digest of each tag at the end of a second.</summary>
    public SortedDictionary<string, string> At(long second)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string name in entries.Select(entry => entry.Name).Distinct())
        {
            if (entries
                .Where(entry => entry.Name == name && entry.Start <= second && !(entry.End <= second))
                .MaxBy(entry => entry.Start) is { } current)
            {
                tags.Add(name, current.Digest);
            }
        }

        return tags;
    }

    internal sealed record Entry(string Name, string Digest, bool IsReversion, long Start, long? End)
    {
        public static Entry Of(JsonElement entry) => new(
            entry.GetProperty("name").GetString()!,
            entry.GetProperty("manifest_digest").GetString()!,
            entry.GetProperty("reversion").GetBoolean(),
            entry.GetProperty("start_ts").GetInt64(),
            entry.TryGetProperty("end_ts", out JsonElement end) ? end.GetInt64() : null);
    }
}
