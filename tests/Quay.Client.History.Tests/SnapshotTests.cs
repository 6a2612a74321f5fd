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
    public void A_row_without_a_start_is_older_than_the_window_and_since_when_is_not_known(int daysAgo, TagPresence presence)
    {
        var row = new TagHistoryEntry { Name = "prod", ManifestDigest = "sha256:ab" };

        Assert.Equal(presence, RepositorySnapshot.Of("acme/app", [row], Now.AddDays(-daysAgo), Now, Window).Find("prod").Presence);
    }

    [Fact]
    public void Of_some_tags_it_knows_those_alone()
    {
        RepositorySnapshot snapshot = RepositorySnapshot.Of("acme/app", [Row("v1"), Row("prod")], Now, Now, Window, pattern: "v*");

        Assert.Equal(["v1"], snapshot.Tags.Keys);
        Assert.Equal(TagPresence.Absent, snapshot.Find("v2").Presence);
        Assert.Contains("only the tags 'v*'", snapshot.Find("prod").Reason, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("pattern", () => RepositorySnapshot.Of("acme/app", [], Now, Now, Window, pattern: "a/*"));
    }

    [Fact]
    public void Where_rows_may_be_missing_nothing_is_absent()
    {
        RepositorySnapshot snapshot = RepositorySnapshot.Of("acme/app", [Row("v1")], Now, Now, Window).Incomplete();

        Assert.False(snapshot.IsComplete);
        Assert.Equal(TagPresence.Present, snapshot.Find("v1").Presence);
        Assert.Contains("Read this tag alone", snapshot.Find("v2").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_the_same_when_it_was_kept_as_JSON()
    {
        RepositorySnapshot snapshot = RepositorySnapshot.Of(
            "acme/app",
            [Row("v1"), Row("gone") with { Start = Now.AddDays(-90), End = Now.AddDays(-60) }],
            Now.AddDays(-50),
            Now,
            Window)
            .WithRegistry(new Uri("https://quay.example/"));

        RepositorySnapshot kept = JsonSerializer.Deserialize<RepositorySnapshot>(JsonSerializer.Serialize(snapshot))!;

        Assert.Equal(snapshot.Tags, kept.Tags);
        Assert.Equal(["gone"], kept.Unknown.Keys);
        Assert.Equal(JsonSerializer.Serialize(snapshot), JsonSerializer.Serialize(kept));
        Assert.Equal(
            (
                snapshot.Registry,
                snapshot.Repository,
                snapshot.Pattern,
                snapshot.Instant,
                snapshot.ReadAt,
                snapshot.CompleteFrom,
                snapshot.EntriesMayBeMissing),
            (kept.Registry, kept.Repository, kept.Pattern, kept.Instant, kept.ReadAt, kept.CompleteFrom, kept.EntriesMayBeMissing));
    }

    [Theory]
    [InlineData("\"repository\":\"acme/app\"", "\"repository\":null")]
    [InlineData("\"tags\":{}", "\"tags\":{\"prod\":null}")]
    [InlineData("\"tags\":{}", "\"tags\":null")]
    [InlineData("\"unknown\":{}", "\"unknown\":{\"prod\":null}")]
    [InlineData("\"unknown\":{}", "\"unknown\":null")]
    public void JSON_with_a_null_in_it_is_no_snapshot(string good, string bad)
    {
        string json = JsonSerializer.Serialize(RepositorySnapshot.Of("acme/app", [], Now, Now, Window));
        Assert.Contains(good, json, StringComparison.Ordinal);

        Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize<RepositorySnapshot>(json.Replace(good, bad, StringComparison.Ordinal)));
    }

    [Fact]
    public void Those_of_two_registries_are_not_compared_as_instants_of_one_repository()
    {
        RepositorySnapshot here = RepositorySnapshot.Of("acme/app", [Row("v1")], Now, Now, Window).WithRegistry(
            new Uri("https://quay.example/"));
        RepositorySnapshot there = here.WithRegistry(new Uri("https://mirror.example/"));

        Assert.Throws<ArgumentException>("after", () => SnapshotDiff.BetweenInstants(here, there));
        Assert.True(SnapshotDiff.BetweenInstants(here, there.WithRegistry(null)).IsSame);
        var pushedLater = new Dictionary<string, TagHistoryEntry> { ["v1"] = Row("v1") with { Start = Now.AddDays(-1) } };
        Assert.True(SnapshotDiff.BetweenRepositories(here, there.WithTags(pushedLater)).IsSame);
    }

    [Fact]
    public void Of_rows_without_a_digest_it_is_not_known_whether_they_differ()
    {
        RepositorySnapshot one = RepositorySnapshot.Of("acme/app", [Row("v1") with { ManifestDigest = null }], Now, Now, Window);
        RepositorySnapshot other = RepositorySnapshot.Of(
            "acme/app",
            [Row("v1") with { ManifestDigest = null, Start = Now.AddDays(-1) }],
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
    public async Task Quay_is_asked_for_no_more_than_it_can_filter(string pattern, string query)
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

    private static TagHistoryEntry Row(string tag) => new() { Name = tag, ManifestDigest = "sha256:ab", Start = Now.AddDays(-60) };
}
