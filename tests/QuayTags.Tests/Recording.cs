using System.Text.Json.Nodes;

namespace QuayTags.Tests;

/// <summary>What the Quay answered from which the embedded data was taken.</summary>
internal static class Recording
{
    public static List<JsonNode> BusyboxRows { get; } = Rows("busybox-tags.jsonl");

    public static List<JsonNode> HistoryRows { get; } = Rows("hist2500-tags.jsonl");

    public static JsonNode Busybox { get; } = JsonNode.Parse(Lines("busybox.json").Single())!;

    public static void AssertSame(IEnumerable<JsonNode> expected, IEnumerable<JsonNode?> actual)
    {
        List<JsonNode> rows = [.. expected];
        List<JsonNode?> got = [.. actual];
        Assert.Equal(rows.Count, got.Count);
        Assert.All(rows.Zip(got), pair => Assert.True(JsonNode.DeepEquals(pair.First, pair.Second), $"{pair.First.ToJsonString()} became {pair.Second}"));
    }

    private static List<JsonNode> Rows(string file) => [.. Lines(file).SelectMany(line => JsonNode.Parse(line)!["tags"]!.AsArray()).Select(row => row!)];

    private static string[] Lines(string file)
    {
        using var reader = new StreamReader(typeof(QuayTagsApp).Assembly.GetManifestResourceStream(file)!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
