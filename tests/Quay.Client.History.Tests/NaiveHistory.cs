using System.Text.Json;

namespace Quay.Client.History.Tests;

/// <summary>What rows tell, told a second time: each row is compared with each other one of its tag.</summary>
/// <param name="rows">The rows; those of one tag begin at different seconds.</param>
/// <param name="readAt">When they were read, in Unix seconds.</param>
internal sealed class NaiveHistory(IReadOnlyList<NaiveHistory.Row> rows, long readAt)
{
    public static IReadOnlyList<Row> Read(IEnumerable<string> answers) =>
        [.. answers.SelectMany(answer => JsonDocument.Parse(answer).RootElement.GetProperty("tags").EnumerateArray()).Select(Row.Of)];

    /// <summary>How many events there are of each kind.</summary>
    public Dictionary<TagEventKind, int> Count()
    {
        var counts = new Dictionary<TagEventKind, int>();
        foreach (Row row in rows)
        {
            Row? before = rows
                .Where(other => other.Name == row.Name && other.Start < row.Start && row.Start - other.End is >= 0 and <= 2)
                .MaxBy(other => other.Start);
            Add(row.IsReversion ? TagEventKind.Reverted
                : before is null ? TagEventKind.Created
                : before.Digest == row.Digest ? TagEventKind.PushedAgain : TagEventKind.Moved);
            if (row.End < row.Start)
            {
                Add(TagEventKind.PermanentlyDeleted);
            }
            else if (row.End > readAt)
            {
                Add(TagEventKind.WillExpire);
            }
            else if (row.End is not null && !rows.Any(other => other.Name == row.Name && other.Start - row.End is >= 0 and <= 2))
            {
                Add(TagEventKind.Removed);
            }
        }

        return counts;

        void Add(TagEventKind kind) => counts[kind] = counts.GetValueOrDefault(kind) + 1;
    }

    /// <summary>What each tag pointed at, at the end of a second.</summary>
    public SortedDictionary<string, string> At(long second)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string name in rows.Select(row => row.Name).Distinct())
        {
            if (rows.Where(row => row.Name == name && row.Start <= second && !(row.End <= second)).MaxBy(row => row.Start) is { } holding)
            {
                tags.Add(name, holding.Digest);
            }
        }

        return tags;
    }

    internal sealed record Row(string Name, string Digest, bool IsReversion, long Start, long? End)
    {
        public static Row Of(JsonElement row) => new(
            row.GetProperty("name").GetString()!,
            row.GetProperty("manifest_digest").GetString()!,
            row.GetProperty("reversion").GetBoolean(),
            row.GetProperty("start_ts").GetInt64(),
            row.TryGetProperty("end_ts", out JsonElement end) ? end.GetInt64() : null);
    }
}
