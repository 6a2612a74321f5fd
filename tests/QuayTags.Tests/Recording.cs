using System.Text.Json.Nodes;

namespace QuayTags.Tests;

/// <summary>Provides the recorded entries that the tool embeds as sample data.</summary>
internal static class Recording
{
    /// <summary>Gets the entries of Red Hat's manual, with the property that Quay 3.17 added.</summary>
    public static List<JsonNode> BusyboxEntries { get; } = Read("busybox-tags.jsonl");

    public static List<JsonNode> Hist2500Entries { get; } = Read("hist2500-tags.jsonl");

    public static void AssertSame(IEnumerable<JsonNode> expected, IEnumerable<JsonNode?> actual)
    {
        List<JsonNode> wanted = [.. expected];
        List<JsonNode?> got = [.. actual];
        Assert.Equal(wanted.Count, got.Count);
        Assert.All(
            wanted.Zip(got),
            pair => Assert.True(JsonNode.DeepEquals(pair.First, pair.Second), $"{pair.First.ToJsonString()} != {pair.Second}"));
    }

    private static List<JsonNode> Read(string file)
    {
        using var reader = new StreamReader(typeof(QuayTagsApp).Assembly.GetManifestResourceStream(file)!);
        List<JsonNode> entries = [];
        while (reader.ReadLine() is { } page)
        {
            entries.AddRange(JsonNode.Parse(page)!["tags"]!.AsArray().Select(entry => entry!));
        }

        entries.ForEach(entry => entry["immutable"] ??= false);
        return entries;
    }
}
