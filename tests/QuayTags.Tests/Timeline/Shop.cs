using System.Text.Json;
using Quay.Client.Testing;

namespace QuayTags.Tests.Timeline;

/// <summary>
/// Provides two weeks of history: nightly builds, releases that move from dev to staging to prod, a rollback, and pull requests.
/// </summary>
internal static class Shop
{
    public const string Repository = "acme/shop";

    /// <summary>Creates a history of twelve tags.</summary>
    public static TestHistory Small() => new TestHistory()
        .Moves("prod", null, (2.4, "1.4"), (13.42, "1.5"), (13.61, "!1.4"), (16.6, "1.5.1"), (21.38, "1.6"))
        .Moves("staging", null, (1.4, "1.4"), (12.4, "1.5"), (15.65, "1.5.1"), (20.4, "1.6"), (23.3, "1.7"))
        .Moves(
            "dev",
            null,
            (6.2, "1.4-2"),
            (9.45, "1.5-1"),
            (11.6, "1.5"),
            (14.55, "1.5.1"),
            (17.62, "1.6-1"),
            (18.4, "1.6-2"),
            (19.35, "1.6"),
            (22.7, "1.7"))
        .Entry("1.4", "1.4", 1.38)
        .Entry("1.5", "1.5", 12.38, 13.66)
        .Entry("1.5.1", "1.5.1", 15.62)
        .Entry("1.6", "1.6", 20.38)
        .Moves("latest", null, (1.39, "1.4"), (12.39, "1.5"), (15.63, "1.5.1"), (20.39, "1.6"))
        .Moves("cache", null, (8.7, "cache"), (12.1, "cache"), (16.3, "cache"), (20.2, "cache"))
        .Moves("pr-311", 17.7, (15.4, "311-a"), (16.45, "311-b"), (17.38, "1.6-1"))
        .Entry("pr-318", "1.7", 22.6, 25.6)
        .Entry("debug-dump", "dump", 14.3, 3.9);

    /// <summary>Creates a history of thirty tags.</summary>
    public static TestHistory Large()
    {
        TestHistory history = Small();
        for (int night = 11; night <= 23; night++)
        {
            history.Entry($"nightly-202611{night:00}", $"night {night}", night + 0.08, night + 5.08);
        }

        return history
            .Moves("nightly", null, [.. Enumerable.Range(8, 16).Select(night => (night + 0.08, $"night {night}"))])
            .Entry("feature-checkout-with-a-name-that-somebody-took-from-the-whole-title-of-the-ticket", "checkout", 18.5)
            .Moves("flaky", 21.01, (20.5, "f1"), (20.5001, "f2"), (20.5002, "f3"), (20.51, "f1"), (21, "f4"))
            .Moves("hotfix", null, (13.5, "hotfix-1"), (13.52, "1.4"))
            .Entry("race", "night 20", 20.3, 22)
            .Entry("race", "night 21", 21.3);
    }

    /// <summary>Creates a fake Quay with exactly these entries.</summary>
    public static FakeQuay Quay(TestHistory history)
    {
        var quay = new FakeQuay(ToolRun.Clock) { Strict = true, Features = FakeFeatures.All };
        string page = $$"""{"tags": {{JsonSerializer.Serialize(history.Entries)}}}""";
        quay.AddRepository(Repository, isPublic: true).LoadHistory(new StringReader(page));
        return quay;
    }

    public static async Task<ToolRun> TimelineAsync(TestHistory history, params string[] args)
    {
        await using FakeQuayServer server = FakeQuayServer.Start(Quay(history));
        return await ToolRun.RunAsync(["timeline", Repository, "--url", $"{server.Endpoint}", .. args]);
    }
}
