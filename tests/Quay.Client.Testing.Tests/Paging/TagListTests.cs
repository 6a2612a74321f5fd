using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Testing.Tests.Paging;

/// <summary>Tests which entries the tag list contains, and for how long.</summary>
public class TagListTests
{
    private const string Name = "acme/app";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeQuay _quay;
    private readonly FakeRepository _repository;

    public TagListTests()
    {
        _quay = new FakeQuay(_time) { Features = FakeFeatures.All };
        _repository = _quay.AddRepository(Name);
    }

    [Fact]
    public void Entry_that_ended_before_the_window_is_listed_until_the_collector_runs()
    {
        _repository.Push("old");
        _repository.DeleteTag("old");
        _time.Advance(TimeSpan.FromDays(400));
        Assert.Equal(["old"], Names());
        _quay.Collect();
        Assert.Empty(Names());
    }

    [Fact]
    public void Permanently_deleted_entry_is_listed_with_an_end_before_its_start()
    {
        _repository.Push("a");
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(200, _quay.Send("POST", Name + "/tag/a/expire", """{"is_alive": true}""").Status);
        JsonObject entry = Assert.Single(_quay.Page(Name, 1, 10).Entries);
        Assert.Equal(10 - (14 * 86_400), (long)entry["end_ts"]! - (long)entry["start_ts"]!);
        Assert.Empty(Names("&onlyActiveTags=true"));
        _quay.Collect();
        Assert.Empty(Names());
    }

    [Fact]
    public void Both_entries_of_a_move_within_a_second_are_listed_newest_first()
    {
        string first = _repository.Push("a").Digest;
        string second = _repository.Push("a").Digest;
        IReadOnlyList<JsonObject> entries = _quay.Page(Name, 1, 10).Entries;
        Assert.Equal([second, first], entries.Select(entry => (string)entry["manifest_digest"]!));
        Assert.Equal((long)entries[1]["start_ts"]!, (long)entries[1]["end_ts"]!);
        Assert.Equal((long)entries[0]["start_ts"]!, (long)entries[1]["end_ts"]!);
    }

    [Fact]
    public void Expired_tag_disappears_but_its_entry_stays_listed()
    {
        _repository.Push("a");
        _repository.Push("b");
        _quay.Send("PUT", Name + "/tag/a", $$"""{"expiration": {{_time.GetUtcNow().AddHours(2).ToUnixTimeSeconds()}}}""");
        _time.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        Assert.Equal(["b", "a"], Names("&onlyActiveTags=true"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["b"], Names("&onlyActiveTags=true"));
        Assert.Equal(["b"], _quay.Send("GET", Name).Json()["tags"]!.AsObject().Select(tag => tag.Key));
        Assert.Equal(["b", "a"], Names());
        Assert.Equal(404, _quay.Send("DELETE", Name + "/tag/a").Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(10)]
    [InlineData(11)]
    public void Number_of_pages_follows_from_the_number_of_entries(int count)
    {
        foreach (int number in Enumerable.Range(0, count))
        {
            _repository.Push($"tag-{number}");
        }

        int last = Math.Max(1, (count + 4) / 5);
        Assert.All(Enumerable.Range(1, last + 1), page =>
        {
            TagPage response = _quay.Page(Name, page, 5);
            Assert.Equal(page < last, response.HasAdditional);
            Assert.Equal(Math.Clamp(count - ((page - 1) * 5), 0, 5), response.Entries.Count);
        });
    }

    [Fact]
    public void PUT_of_the_current_digest_adds_an_entry()
    {
        FakeTagEntry before = _repository.Push("a");
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(201, _quay.Send("PUT", Name + "/tag/a", $$"""{"manifest_digest": "{{before.Digest}}"}""").Status);
        IReadOnlyList<JsonObject> entries = _quay.Page(Name, 1, 10).Entries;
        Assert.Equal([before.Digest, before.Digest], entries.Select(entry => (string)entry["manifest_digest"]!));
        Assert.Equal(5, (long)entries[0]["start_ts"]! - (long)entries[1]["start_ts"]!);
    }

    [Fact]
    public void Tags_of_a_repository_are_limited_to_the_newest_500()
    {
        foreach (int number in Enumerable.Range(0, 501))
        {
            _repository.Push($"tag-{number}");
        }

        JsonObject tags = _quay.Send("GET", Name).Json()["tags"]!.AsObject();
        Assert.Equal(500, tags.Count);
        Assert.False(tags.ContainsKey("tag-0"));
        Assert.True(tags.ContainsKey("tag-1"));
        Assert.Equal(501, _quay.AllPages(Name, 100, "&onlyActiveTags=true").Count);
    }

    [Fact]
    public void Entries_of_the_same_millisecond_are_listed_by_name()
    {
        foreach (string tag in new[] { "b", "a", "C", "b-1" })
        {
            _repository.AddEntry(tag, "sha256:aa", _time.GetUtcNow());
        }

        Assert.Equal(["C", "a", "b", "b-1"], Names());
    }

    [Fact]
    public void Tags_of_a_repository_contain_the_older_of_two_overlapping_entries()
    {
        _repository.AddEntry("a", "sha256:aa", _time.GetUtcNow().AddDays(-2));
        _repository.AddEntry("a", "sha256:bb", _time.GetUtcNow().AddDays(-1));
        Assert.Equal("sha256:aa", (string?)_quay.Send("GET", Name).Json()["tags"]!["a"]!["manifest_digest"]);
    }

    [Fact]
    public void Page_number_beyond_the_databases_integers_gets_500()
    {
        FakeResponse last = _quay.Send("GET", Name + "/tag/?limit=1&page=9223372036854775808");
        Assert.Equal("""{"tags": [], "page": 9223372036854775808, "has_additional": false}""", last.Text.Trim());
        Assert.Equal(500, _quay.Send("GET", Name + "/tag/?limit=1&page=9223372036854775809").Status);
    }

    [Theory]
    [InlineData("page=1&page=2", 200)]
    [InlineData("page=1&page=x", 400)]
    [InlineData("page=%2B1&limit=+2", 200)]
    [InlineData("page=", 400)]
    [InlineData("limit=1.0", 400)]
    [InlineData("limit=-5&page=-7", 200)]
    [InlineData("unknown=x&PAGE=x", 200)]
    public void First_of_repeated_parameters_counts_and_all_must_be_valid(string query, int status)
    {
        _repository.Push("a");
        FakeResponse response = _quay.Send("GET", $"{Name}/tag/?{query}");
        Assert.Equal(status, response.Status);
        if (status == 200)
        {
            Assert.Single(response.Json()["tags"]!.AsArray());
        }
    }

    private IEnumerable<string> Names(string query = "") => _quay.Page(Name, 1, 100, query).Names;
}
