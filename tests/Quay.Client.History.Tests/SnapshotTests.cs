using System.Text.Json;
using Quay.Client.History.Tests.Stubs;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

public class SnapshotTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromDays(14);

    [Theory]
    [InlineData(0, TagPresence.Present)]
    [InlineData(14, TagPresence.Present)]
    [InlineData(15, TagPresence.Unknown)]
    public void Entry_without_a_start_is_unknown_before_the_window(int daysAgo, TagPresence presence)
    {
        var entry = new TagHistoryEntry { Name = "prod", ManifestDigest = "sha256:ab" };

        Assert.Equal(presence, RepositorySnapshot.Of("acme/app", [entry], Now.AddDays(-daysAgo), Now, Window).Find("prod").Presence);
    }

    [Fact]
    public void Snapshot_with_a_pattern_knows_only_the_matching_tags()
    {
        RepositorySnapshot snapshot = RepositorySnapshot.Of("acme/app", [Entry("v1"), Entry("prod")], Now, Now, Window, pattern: "v*");

        Assert.Equal(["v1"], snapshot.Tags.Keys);
        Assert.Equal(TagPresence.Absent, snapshot.Find("v2").Presence);
        Assert.Contains("only the tags 'v*'", snapshot.Find("prod").Reason, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("pattern", () => RepositorySnapshot.Of("acme/app", [], Now, Now, Window, pattern: "a/*"));
    }

    [Fact]
    public void Snapshot_before_the_window_reports_no_tag_as_absent()
    {
        RepositorySnapshot snapshot = RepositorySnapshot.Of("acme/app", [Entry("v1")], Now.AddDays(-15), Now, Window);

        Assert.False(snapshot.IsComplete);
        Assert.Equal(TagPresence.Present, snapshot.Find("v1").Presence);
        Assert.Contains("the time machine keeps entries that ended since", snapshot.Find("v2").Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public void Stored_snapshot_with_the_former_property_entries_may_be_missing_can_be_read(string value)
    {
        string json = JsonSerializer.Serialize(RepositorySnapshot.Of("acme/app", [Entry("v1")], Now, Now, Window));
        string former = json.Replace("\"tags\":", $"\"entries_may_be_missing\":{value},\"tags\":", StringComparison.Ordinal);

        Assert.NotEqual(json, former);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<RepositorySnapshot>(former)));
    }

    [Fact]
    public void Snapshot_round_trips_through_JSON()
    {
        RepositorySnapshot snapshot = RepositorySnapshot.Of(
            "acme/app",
            [Entry("v1"), Entry("gone") with { Start = Now.AddDays(-90), End = Now.AddDays(-60) }],
            Now.AddDays(-50),
            Now,
            Window)
            .WithRegistry(new Uri("https://quay.example/"));

        RepositorySnapshot read = JsonSerializer.Deserialize<RepositorySnapshot>(JsonSerializer.Serialize(snapshot))!;

        Assert.Equal(snapshot.Tags, read.Tags);
        Assert.Equal(["gone"], read.Unknown.Keys);
        Assert.Equal(JsonSerializer.Serialize(snapshot), JsonSerializer.Serialize(read));
        Assert.Equal(
            (
                snapshot.Registry,
                snapshot.Repository,
                snapshot.Pattern,
                snapshot.Instant,
                snapshot.ReadAt,
                snapshot.CompleteFrom),
            (read.Registry, read.Repository, read.Pattern, read.Instant, read.ReadAt, read.CompleteFrom));
    }

    [Theory]
    [InlineData("\"repository\":\"acme/app\"", "\"repository\":null")]
    [InlineData("\"tags\":{}", "\"tags\":{\"prod\":null}")]
    [InlineData("\"tags\":{}", "\"tags\":null")]
    [InlineData("\"unknown\":{}", "\"unknown\":{\"prod\":null}")]
    [InlineData("\"unknown\":{}", "\"unknown\":null")]
    public void Snapshot_JSON_with_a_null_is_rejected(string valid, string invalid)
    {
        string json = JsonSerializer.Serialize(RepositorySnapshot.Of("acme/app", [], Now, Now, Window));
        Assert.Contains(valid, json, StringComparison.Ordinal);

        Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize<RepositorySnapshot>(json.Replace(valid, invalid, StringComparison.Ordinal)));
    }

    [Fact]
    public void Snapshots_of_two_registries_cannot_be_compared_as_instants()
    {
        RepositorySnapshot original = RepositorySnapshot.Of("acme/app", [Entry("v1")], Now, Now, Window).WithRegistry(
            new Uri("https://quay.example/"));
        RepositorySnapshot mirrored = original.WithRegistry(new Uri("https://mirror.example/"));

        Assert.Throws<ArgumentException>("after", () => SnapshotDiff.BetweenInstants(original, mirrored));
        Assert.True(SnapshotDiff.BetweenInstants(original, mirrored.WithRegistry(null)).IsSame);
        var pushedLater = new Dictionary<string, TagHistoryEntry> { ["v1"] = Entry("v1") with { Start = Now.AddDays(-1) } };
        Assert.True(SnapshotDiff.BetweenRepositories(original, mirrored.WithTags(pushedLater)).IsSame);
    }

    [Fact]
    public void Difference_between_entries_without_a_digest_is_unknown()
    {
        RepositorySnapshot one = RepositorySnapshot.Of("acme/app", [Entry("v1") with { ManifestDigest = null }], Now, Now, Window);
        RepositorySnapshot other = RepositorySnapshot.Of(
            "acme/app",
            [Entry("v1") with { ManifestDigest = null, Start = Now.AddDays(-1) }],
            Now,
            Now,
            Window);

        Assert.Equal(["v1"], SnapshotDiff.BetweenRepositories(one, other).Unknown.Keys);
        Assert.Equal(["v1"], SnapshotDiff.BetweenInstants(one, other).Unknown.Keys);
        Assert.True(SnapshotDiff.BetweenInstants(one, one).IsSame);
    }

    [Theory]
    [InlineData("v_1.*", "filter_tag_name=like%3A1.")]
    [InlineData("v1", "specificTag=v1")]
    [InlineData("v1.*", "filter_tag_name=like%3Av1.")]
    [InlineData("*", "limit=100")]
    public async Task Snapshot_request_has_the_narrowest_filter_for_the_pattern(string pattern, string query)
    {
        using var fixture = new TagFixture();
        fixture.Push("v1");
        fixture.Push("v1.1");
        fixture.Push("V1.2");

        RepositorySnapshot snapshot = await fixture.History.GetSnapshotAsync("acme/app", pattern: pattern);

        Assert.EndsWith(query, $"{fixture.Quay.Requests[^1].Request}", StringComparison.Ordinal);
        Assert.Equal(pattern switch { "v1" => ["v1"], "v1.*" => ["v1.1"], "v_1.*" => [], _ => ["V1.2", "v1", "v1.1"] }, snapshot.Tags.Keys);
        Assert.Equal((new Uri("https://quay.example/"), pattern), (snapshot.Registry, snapshot.Pattern));
    }

    private static TagHistoryEntry Entry(string tag) => new() { Name = tag, ManifestDigest = "sha256:ab", Start = Now.AddDays(-60) };
}
