using Quay.Client.Testing;

namespace QuayTags.Tests;

/// <summary>Creates fake servers with the tool's default repository, which is public.</summary>
internal static class TestQuay
{
    public const string Repository = "quayadmin/busybox";

    /// <summary>Creates a fake whose history has these entries, as JSON of Quay.</summary>
    public static FakeQuay WithEntries(params string[] entries)
    {
        var quay = new FakeQuay(ToolRun.Clock) { Strict = true, Features = FakeFeatures.All };
        string page = $$"""{"tags": [{{string.Join(", ", entries).ReplaceLineEndings(" ")}}]}""";
        quay.AddRepository(Repository, isPublic: true).LoadHistory(new StringReader(page));
        return quay;
    }
}
