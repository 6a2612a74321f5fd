using System.Text.Json.Nodes;

namespace QuayTags.Tests;

/// <summary>What the Quay answered from which the embedded data was taken.</summary>
internal static class Recording
{
    /// <summary>As the manual prints them, with the field that they had not yet before Quay 3.17.</summary>
    public static List<JsonNode> BusyboxEntries { get; } = Rows("busybox-tags.jsonl");

    public static List<JsonNode> Hist2500Entries { get; } = Rows("hist2500-tags.jsonl");

    public static void AssertSame(IEnumerable<JsonNode> expected, IEnumerable<JsonNode?> actual)
    {
        List<JsonNode> rows = [.. expected];
        List<JsonNode?> got = [.. actual];
        Assert.Equal(rows.Count, got.Count);
        Assert.All(
            rows.Zip(got),
            pair => Assert.True(JsonNode.DeepEquals(pair.First, pair.Second), $"{pair.First.ToJsonString()} became {pair.Second}"));
    }

    private static List<JsonNode> Rows(string file)
    {
        using var reader = new StreamReader(typeof(QuayTagsApp).Assembly.GetManifestResourceStream(file)!);
        List<JsonNode> rows = [];
        while (reader.ReadLine() is { } page)
        {
            rows.AddRange(JsonNode.Parse(page)!["tags"]!.AsArray().Select(row => row!));
        }

        rows.ForEach(row => row["immutable"] ??= false);
        return rows;
    }
}
