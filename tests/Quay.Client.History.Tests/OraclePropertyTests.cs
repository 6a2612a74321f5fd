using CsCheck;
using Quay.Client.Testing;

namespace Quay.Client.History.Tests;

/// <summary>Whatever was done, what is told of a tag at an instant is the truth, and "unknown" where the rows cannot tell alone.</summary>
[Trait("Speed", "Slow")]
public class OraclePropertyTests
{
    [Fact]
    public Task What_is_told_is_the_truth_and_unknown_only_where_rows_cannot_tell() => RandomHistory.Stories.SampleAsync(async story =>
    {
        using var history = new RandomHistory(story);
        IReadOnlyList<DateTimeOffset> instants = history.Instants(story.Picks);
        var told = new List<(DateTimeOffset Second, RepositorySnapshot Snapshot, TagAt Single)>();
        for (int at = 0; at < instants.Count; at++)
        {
            told.Add((
                RandomHistory.Second(instants[at]),
                await history.Scene.History.GetSnapshotAsync("acme/app", instants[at]),
                await history.Scene.History.GetTagAtAsync("acme/app", RandomHistory.Names[at % 3], instants[at])));
        }

        DateTimeOffset readAt = history.Scene.Now;
        ILookup<string, Row> rows = history.Scene.App.Entries.Select(Row.Of).ToLookup(row => row.Name);

        // The last second ends after the reading.
        history.Wait(TimeSpan.FromSeconds(1));
        foreach ((DateTimeOffset second, RepositorySnapshot snapshot, TagAt single) in told)
        {
            Assert.Equal(single, snapshot.Find(single.Tag) with { Reason = single.Reason });
            Assert.Empty(snapshot.Tags.Keys.Concat(snapshot.Unknown.Keys).Except(RandomHistory.Names));
            foreach (string name in RandomHistory.Names)
            {
                TagAt answer = snapshot.Find(name);
                Assert.Equal(
                    answer.Presence == TagPresence.Unknown && rows[name].Any(row => row.Start <= second),
                    snapshot.Unknown.ContainsKey(name));
                string? truth = history.Truth.At(name, second);
                bool isRight = answer.Presence == TagPresence.Unknown
                    ? MayBeUnknown(rows[name], second, readAt, history.Window)
                    : answer.ManifestDigest == truth;
                string allRows = string.Join('\n', history.Scene.App.Entries);
                Assert.True(isRight, $"{answer}\n  and the truth is {truth ?? "no tag"}, read at {readAt:O}, rows:\n{allRows}");
            }
        }
    }, iter: 500);

    private static bool MayBeUnknown(IEnumerable<Row> rows, DateTimeOffset second, DateTimeOffset readAt, TimeSpan window)
    {
        List<Row> begun = [.. rows.Where(row => row.Start <= second)];
        if (begun.Exists(row => !(row.End <= second)))
        {
            return false;
        }

        return second < RandomHistory.Second(readAt - window)
            || (begun is [var newest, ..] && MayHaveLived(newest, second, readAt, window));
    }

    /// <summary>
    /// Whether a row that seems to have ended may have been alive at the end of a second. A permanent deletion at D writes as the end D
    /// less the window, or a millisecond less for each row of the tag that ended then already, so D lies within a second and that
    /// millisecond. An expiry that is set at D on a tag older than 104 weeks writes 104 weeks after the start, whatever D is.
    /// </summary>
    private static bool MayHaveLived(Row row, DateTimeOffset second, DateTimeOffset readAt, TimeSpan window)
    {
        DateTimeOffset lastPermanentDeletion = row.End!.Value.AddMilliseconds(1000) + window;
        DateTimeOffset latest = row.End == row.Start.AddDays(104 * 7) || lastPermanentDeletion > readAt ? readAt : lastPermanentDeletion;

        bool isFalsified = row.End == row.Start.AddDays(104 * 7) || row.End <= readAt - window;
        return isFalsified && latest >= second.AddSeconds(1);
    }

    /// <summary>A row as Quay shows it.</summary>
    private sealed record Row(string Name, DateTimeOffset Start, DateTimeOffset? End)
    {
        public static Row Of(FakeTagEntry row) =>
            new(row.Name, RandomHistory.Second(row.Start), row.End is { } end ? RandomHistory.Second(end) : null);
    }
}
