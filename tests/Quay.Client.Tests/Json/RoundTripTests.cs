using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Quay.Client.Tests.Conventions;

namespace Quay.Client.Tests.Json;

public class RoundTripTests
{
    [Fact]
    public void Each_recorded_row_is_Quays_JSON_again() => AssertSame(RecordedJson.HistoryEntries, QuayJsonContext.Default.TagHistoryEntry);

    [Fact]
    public void Each_recorded_page_is_Quays_JSON_again() => AssertSame(RecordedJson.Pages, QuayJsonContext.Default.TagHistoryPage);

    [Fact]
    public void Each_recorded_repository_is_Quays_JSON_again() => AssertSame(RecordedJson.Repositories, QuayJsonContext.Default.Repository);

    [Fact]
    public void Each_recorded_usage_log_entry_round_trips_to_Quays_JSON() =>
        AssertSame([.. RecordedJson.LogEntries.Select(WithoutAvatar)], QuayJsonContext.Default.LogEntry);

    [Fact]
    public void Each_recorded_tag_pull_count_round_trips_to_Quays_JSON() =>
        AssertSame(RecordedJson.TagPulls, QuayJsonContext.Default.TagPullStatistics);

    /// <summary>No caller needs the avatar, so that the model leaves it out.</summary>
    private static JsonObject WithoutAvatar(JsonObject entry)
    {
        var copy = (JsonObject)entry.DeepClone();
        (copy["performer"] as JsonObject)?.Remove("avatar");
        return copy;
    }

    private static void AssertSame<T>(IReadOnlyList<JsonObject> recorded, JsonTypeInfo<T> type)
    {
        Assert.NotEmpty(recorded);
        Assert.All(recorded, json =>
        {
            T model = json.Deserialize(type)!;

            // By the package's own context, and as a caller without one does it.
            AssertSame(json, JsonSerializer.SerializeToNode(model, type));
            AssertSame(json, JsonSerializer.SerializeToNode(model));
        });
    }

    private static void AssertSame(JsonNode expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{expected.ToJsonString()}\nbecame\n{actual?.ToJsonString()}");
}
