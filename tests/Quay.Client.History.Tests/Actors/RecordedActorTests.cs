using System.Text.Json;
using static Quay.Client.History.Tests.Actors.Logged;

namespace Quay.Client.History.Tests.Actors;

/// <summary>Verifies the actors of the tags and the usage logs that a real Quay returned.</summary>
public class RecordedActorTests
{
    [Fact]
    public void Recorded_pushes_and_deletions_over_the_registry_are_explained()
    {
        var readAt = new DateTimeOffset(2026, 11, 28, 6, 0, 0, TimeSpan.Zero);
        List<TagHistoryEntry> entries = Read<TagHistoryEntry>("v2push-tags-list", "tags");
        var timeline = TagTimeline.Of("rqorg/v2push", entries, readAt, TimeSpan.FromDays(14));
        Assert.Equal(
            [
                "05:15:27 a created: rquser, registry",
                "05:15:28 b created: rquser, registry",
                "05:15:30 a moved: rquser, registry",
                "05:15:31 a pushed_again: rquser, registry",
                "05:15:33 exp created: rquser, registry",
                "05:15:36 b removed: rquser, registry",
                "05:15:37 exp removed: rquser, registry",
            ],
            MatchAll(timeline.Events, Read<LogEntry>("v2push-logs", "logs")).Select(happened =>
                $"{happened.At:HH:mm:ss} {happened.Tag} {JsonSerializer.Serialize(happened.Kind).Trim('"')}: {happened.Actor}"));
    }

    // Each entry of the log, as the event that it caused.
    [Theory]
    [InlineData(TagEventKind.PermanentlyDeleted, "04:36:40", "3ae4", null)]
    [InlineData(TagEventKind.Reverted, "04:36:39", null, "e3a2")]
    [InlineData(TagEventKind.Removed, "04:36:37", "3ae4", null)]
    [InlineData(TagEventKind.Reverted, "04:36:32", null, "3ae4")]
    [InlineData(TagEventKind.Moved, "04:36:31", "e3a2", "0434")]
    [InlineData(TagEventKind.PushedAgain, "04:36:28", "e3a2", "e3a2")]
    public void Recorded_calls_of_the_API_are_explained(TagEventKind kind, string time, string? from, string? to)
    {
        List<LogEntry> log = Read<LogEntry>("logs-many-kinds", "logs");
        DateTimeOffset at = DateTimeOffset.Parse($"2026-11-28T{time}Z", null);
        var happened = new TagEvent
        {
            Repository = "rqorg/tlogs",
            Tag = "prod",
            Kind = kind,
            At = at,
            FromDigest = Full(from),
            ToDigest = Full(to),
            Entry = new TagHistoryEntry { Name = "prod", Start = at, ManifestDigest = Full(to ?? from) },
        };
        TagEventActor actor = Assert.Single(MatchAll([happened], log)).Actor!;
        Assert.Equal("rquser, API (testapp)", actor.ToString());
        Assert.Equal((at, false, "127.0.0.1", null), (actor.LogTime, actor.IsRobot, actor.Address, actor.Reason));

        string? Full(string? prefix) => prefix is null
            ? null
            : log.Select(entry => entry.Metadata!.Value)
                .Where(metadata => metadata.TryGetProperty("manifest_digest", out _))
                .Select(metadata => metadata.GetProperty("manifest_digest").GetString()!)
                .First(digest => digest.StartsWith($"sha256:{prefix}", StringComparison.Ordinal));
    }

    private static List<T> Read<T>(string recording, string property) =>
    [
        .. JsonDocument.Parse(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Recorded", $"{recording}.http")).Last())
            .RootElement.GetProperty(property).EnumerateArray()
            .Select(item => item.Deserialize<T>()!),
    ];
}
