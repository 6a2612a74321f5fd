using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Quay.Client.Tests.Conventions;

namespace Quay.Client.Tests.Json;

public class RoundTripTests
{
    [Fact]
    public void Recorded_history_entries_round_trip_to_the_same_JSON() =>
        AssertSame(RecordedJson.HistoryEntries, QuayJsonContext.Default.TagHistoryEntry);

    [Fact]
    public void Recorded_history_pages_round_trip_to_the_same_JSON() =>
        AssertSame(RecordedJson.Pages, QuayJsonContext.Default.TagHistoryPage);

    [Fact]
    public void Recorded_repositories_round_trip_to_the_same_JSON() =>
        AssertSame(RecordedJson.Repositories, QuayJsonContext.Default.Repository);

    [Fact]
    public void Recorded_usage_log_entries_round_trip_to_the_same_JSON() =>
        AssertSame([.. RecordedJson.LogEntries.Select(WithoutAvatar)], QuayJsonContext.Default.LogEntry);

    [Fact]
    public void Recorded_tag_pull_counts_round_trip_to_the_same_JSON() =>
        AssertSame(RecordedJson.TagPulls, QuayJsonContext.Default.TagPullStatistics);

    /// <summary>Removes the avatar, which the model omits.</summary>
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

            // With the package's JSON context, and with reflection.
            AssertSame(json, JsonSerializer.SerializeToNode(model, type));
            AssertSame(json, JsonSerializer.SerializeToNode(model));
        });
    }

    private static void AssertSame(JsonNode expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{expected.ToJsonString()}\nbecame\n{actual?.ToJsonString()}");
}
