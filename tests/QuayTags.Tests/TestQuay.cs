using Quay.Client.Testing;

namespace QuayTags.Tests;

/// <summary>Quays with the repository that the program reads when it is told none, for everybody to read.</summary>
internal static class TestQuay
{
    public const string Repository = "quayadmin/busybox";

    /// <summary>One whose history is these rows, as Quay writes them.</summary>
    public static FakeQuay WithEntries(params string[] rows)
    {
        var quay = new FakeQuay(ToolRun.Clock) { Strict = true, Features = FakeFeatures.All };
        string page = $$"""{"tags": [{{string.Join(", ", rows).ReplaceLineEndings(" ")}}]}""";
        quay.AddRepository(Repository, isPublic: true).LoadHistory(new StringReader(page));
        return quay;
    }
}
