using System.Text.Json;

namespace Quay.Client.History.Tests;

public class IncompleteDiffTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromDays(14);

    [Theory]
    [InlineData(20, 1)]
    [InlineData(1, 20)]
    public void Difference_with_an_instant_before_the_window_is_incomplete(int before, int after)
    {
        SnapshotDiff diff = SnapshotDiff.BetweenInstants(Snapshot(before), Snapshot(after));

        Assert.Empty(diff.Differences);
        Assert.Empty(diff.Unknown);
        Assert.False(diff.IsComplete);
        Assert.False(diff.IsSame);
    }

    [Theory]
    [InlineData(14, 1, true)]
    [InlineData(15, 1, false)]
    [InlineData(1, 15, false)]
    public void Difference_is_complete_if_both_instants_are_within_the_window(int one, int other, bool isSame)
    {
        SnapshotDiff diff = SnapshotDiff.BetweenRepositories(Snapshot(one), Snapshot(other));

        Assert.Equal(isSame, diff.IsSame);
        Assert.Equal(isSame, JsonSerializer.Deserialize<SnapshotDiff>(JsonSerializer.Serialize(diff))!.IsComplete);
    }

    private static RepositorySnapshot Snapshot(int daysAgo) =>
        RepositorySnapshot.Of(
            "acme/app",
            [new TagHistoryEntry { Name = "prod", ManifestDigest = "sha256:ab", Start = Now.AddDays(-30) }],
            Now.AddDays(-daysAgo),
            Now,
            Window);
}
