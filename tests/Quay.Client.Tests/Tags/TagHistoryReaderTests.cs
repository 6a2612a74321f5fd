using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CsCheck;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Tests.Tags;

/// <summary>Verifies that the history reader accepts and rejects the same pages as the serializer.</summary>
public class TagHistoryReaderTests
{
    private static readonly byte[][] Recorded =
    [
        .. RecordedExchange.All()
            .Where(exchange => exchange.Status == 200 && exchange.Method == "GET" && exchange.RequestPath.EndsWith(
                "/tag/", StringComparison.Ordinal))
            .Select(exchange => exchange.Body),
        .. File.ReadLines("Recorded/history-2500.jsonl").Select(Encoding.UTF8.GetBytes),
    ];

    [Fact]
    public void Recorded_pages_are_read_without_the_serializer_and_with_the_same_result()
    {
        Assert.True(Recorded.Length > 80);
        Assert.All(Recorded, body =>
        {
            TagHistoryPage? page = NewReader().TryRead(body, WholePage);
            Assert.NotNull(page);
            AssertSame(JsonSerializer.Deserialize(body, QuayJsonContext.Default.TagHistoryPage)!, page);
        });
    }

    [Fact]
    public void History_reader_reads_every_field_of_an_entry()
    {
        var entry = new JsonObject();
        foreach (PropertyInfo property in typeof(TagHistoryEntry).GetProperties())
        {
            if (property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name is { } name)
            {
                entry[name] = name.EndsWith("_ts", StringComparison.Ordinal) ? 1795436671 : Sample(property.PropertyType);
            }
        }

        TagHistoryPage page = NewReader()
            .TryRead(Encoding.UTF8.GetBytes($"{{\"tags\": [{entry.ToJsonString()}], \"page\": 1, \"has_additional\": true}}"), WholePage)!;

        Assert.True(
            JsonNode.DeepEquals(entry, JsonSerializer.SerializeToNode(Assert.Single(page.Tags))), JsonSerializer.Serialize(page.Tags[0]));
    }

    [Fact]
    public void LastModified_and_Expiration_follow_Start_and_End()
    {
        TagHistoryEntry entry = NewReader()
            .TryRead(RecordedExchange.Load("tags-list-expiring").Body, WholePage)!.Tags
            .First(entry => entry.End is not null);

        TagHistoryEntry moved = entry with { Start = entry.Start!.Value.AddDays(1), End = null };

        Assert.Equal((entry.Start, entry.End), (entry.LastModified, entry.Expiration));
        Assert.Equal((entry.Start.Value.AddDays(1), null), (moved.LastModified!.Value, moved.Expiration));
    }

    [Fact]
    public void Entries_with_equal_child_manifests_are_equal()
    {
        TagHistoryEntry List(bool isPresent) =>
            new() { Name = "a", ChildManifestsPresence = new Dictionary<string, bool> { ["sha256:00"] = true, ["sha256:01"] = isPresent } };

        Assert.Equal(List(true), List(true));
        Assert.Equal(List(true).GetHashCode(), List(true).GetHashCode());
        Assert.NotEqual(List(true), List(false));
        Assert.NotEqual(List(true), new TagHistoryEntry { Name = "a" });
    }

    [Theory]
    [InlineData("""{"tags": [{"name": "a", "start_ts": 1795436671, "last_modified": "Mon, 23 Nov 2026 12:24:32 -0000"}]""")]
    [InlineData("""{"tags": [{"last_modified": "Mon, 23 Nov 2026 12:24:31 -0000", "start_ts": 1795436671, "name": "a"}]""")]
    [InlineData("""{"tags": [{"name": "a", "start_ts": 1795436671, "last_modified": "Tue, 23 Nov 2026 12:24:31 -0000"}]""")]
    [InlineData("""{"tags": [{"name": "a", "start_ts": 1795436671, "last_modified": "Mon, 23 Nov 2026 12:24:31 GMT"}]""")]
    [InlineData("""{"tags": [{"name": "a", "end_ts": null, "expiration": "Mon, 23 Nov 2026 12:24:31 -0000"}]""")]
    [InlineData(
        """{"tags": [{"name": "a", "end_ts": 1795436671, "end_ts": 1795436672, "expiration": "Mon, 23 Nov 2026 12:24:31 -0000"}]""")]
    [InlineData(
        """{"tags": [{"name": "a", "start_ts": 1795436671, "last_modified": "Mon, 23 Nov 2026 12:24:31 -0000", "start_ts": 1795436672}]""")]
    [InlineData("""{"tags": [{"name": "a", "end_ts": 1795436671, "expiration": "Mon, 23 Nov 2026 12:24:31 -0000", "end_ts": null}]""")]
    [InlineData("""{"tags": [{"n\u0061me": "a"}]""")]
    [InlineData("""{"tags": [{"name": "\u00e9", "manifest_digest": "\ud800"}]""")]
    [InlineData("""{"tags": [{"name": "é", "manifest_digest": null}]""")]
    [InlineData("""{"tags": [{"name": null}]""")]
    [InlineData("""{"tags": [{"name": "a", "size": 1.0}]""")]
    [InlineData("""{"tags": [{"name": "a", "size": "1"}]""")]
    [InlineData("""{"tags": [{"name": "a", "start_ts": 99999999999999}]""")]
    [InlineData("""{"tags": [{"name": "a", "reversion": null}]""")]
    [InlineData("""{"tags": [{"name": "a", "is_sparse": null, "child_manifests_presence": {"x": true, "x": false}}]""")]
    [InlineData("""{"tags": [{"name": "a", "child_manifests_presence": {"x": null}}]""")]
    [InlineData("""{"tags": [{"name": "a", "more": {"name": [{"name": 1}]}}]""")]
    [InlineData("""{"tags": [null]""")]
    [InlineData("""{"tags": null""")]
    [InlineData("""{"tags": [], "tags": [{"name": "a"}]""")]
    [InlineData("""{"tags": [{}]""")]
    [InlineData("""{"tags": [{"name": "a"},]""")]
    [InlineData("""{"TAGS": []""")]
    public void Unusual_pages_are_read_or_rejected_as_by_the_serializer(string tags)
    {
        AssertReadLikeSerializer(tags + """, "page": 1, "has_additional": false}""");
        AssertReadLikeSerializer(tags + """, "page": 1, "has_additional": false}x""");
        AssertReadLikeSerializer(tags + """, "page": 1.5, "has_additional": false}""");
        AssertReadLikeSerializer(tags + """, "page": 1, "has_additional": 0}""");
        AssertReadLikeSerializer(tags + "}");
        AssertReadLikeSerializer("\uFEFF" + tags + """, "page": 1, "has_additional": false}""");
    }

    [Fact]
    public void Recorded_page_with_a_changed_byte_is_read_or_rejected_as_by_the_serializer()
    {
        byte[] page = RecordedExchange.Load("tags-list-manifestlist").Body;
        Gen<char> letters = Gen.Char["\"{}[]:,0123456789-.eEtfn \\\u0000\u007fu"];
        Gen.Select(Gen.Int[0, page.Length - 1], Gen.Int[0, 2], letters).Sample((at, kind, letter) =>
        {
            List<byte> changed = [.. page];
            switch (kind)
            {
                case 0: changed[at] = (byte)letter; break;
                case 1: changed.RemoveAt(at); break;
                default: changed.Insert(at, (byte)letter); break;
            }

            AssertReadLikeSerializer([.. changed]);
        });
    }

    private static JsonNode Sample(Type type) =>
        type == typeof(string) ? "x"
        : type == typeof(bool) || type == typeof(bool?) ? true
        : type == typeof(DateTimeOffset?) ? "Mon, 23 Nov 2026 12:24:31 -0000"
        : type == typeof(IReadOnlyDictionary<string, bool>) ? new JsonObject { ["sha256:0"] = true }
        : 7;

    private static readonly PageRange WholePage = new(1, 100);

    private static TagHistoryReader NewReader() => new(() => QuayJsonContext.Default.TagHistoryPage);

    private static void AssertReadLikeSerializer(string json) => AssertReadLikeSerializer(Encoding.UTF8.GetBytes(json));

    private static void AssertReadLikeSerializer(byte[] json)
    {
        TagHistoryPage? expected = null;
        string? rejection = null;
        try
        {
            using var stream = new MemoryStream(json);
            expected = JsonSerializer.Deserialize(stream, QuayJsonContext.Default.TagHistoryPage);
        }
        catch (JsonException fault)
        {
            rejection = fault.Message;
        }

        if (expected is null)
        {
            string message = Assert.Throws<JsonException>(() => NewReader().Read(json, WholePage)).Message;
            Assert.Equal(rejection ?? "The body is null.", message);
        }
        else
        {
            AssertSame(expected, NewReader().Read(json, WholePage));
        }
    }

    private static void AssertSame(TagHistoryPage expected, TagHistoryPage page)
    {
        Assert.Equal((expected.Page, expected.HasAdditional), (page.Page, page.HasAdditional));
        Assert.Equal(
            expected.Tags.Select(entry => JsonSerializer.Serialize(entry)), page.Tags.Select(entry => JsonSerializer.Serialize(entry)));
        Assert.All(expected.Tags.Zip(page.Tags).Where(pair => pair.First.ChildManifestsPresence is null), pair =>
        {
            Assert.Equal(pair.First, pair.Second);
            Assert.Equal(pair.First.GetHashCode(), pair.Second.GetHashCode());
        });
    }
}
