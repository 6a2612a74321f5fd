using System.Text.Json;

namespace Quay.Client.History.Tests.Actors;

/// <summary>Creates events and log entries. Times are seconds.</summary>
internal static class Logged
{
    public static readonly DateTimeOffset Zero = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    public static readonly string X = "sha256:" + new string('a', 64);
    public static readonly string Y = "sha256:" + new string('b', 64);

    public static DateTimeOffset At(double seconds) => Zero.AddSeconds(seconds);

    public static TagEvent Event(
        TagEventKind kind, double at, string? from = null, string? to = null, string tag = "v1", double? start = null) => new()
        {
            Repository = "acme/app",
            Tag = tag,
            Kind = kind,
            At = At(at),
            FromDigest = from,
            ToDigest = to,
            Entry = new TagHistoryEntry { Name = tag, Start = At(start ?? at), ManifestDigest = to ?? from },
        };

    public static LogEntry Log(string kind, double at, string metadata = "", string? performer = "alice", string tag = "v1") =>
        JsonSerializer.Deserialize<LogEntry>($$"""
            {
              "kind": "{{kind}}", "datetime": "{{At(at):ddd, dd MMM yyyy HH:mm:ss}} -0000", "ip": "192.0.2.1",
              "metadata": { "repo": "app", "tag": "{{tag}}"{{(metadata.Length == 0 ? "" : ", " + metadata)}} }
              {{(performer is null ? "" : $$""", "performer": { "kind": "user", "name": "{{performer}}", "is_robot": false }""")}}
            }
            """)!;

    public static IReadOnlyList<TagEvent> MatchAll(IReadOnlyList<TagEvent> events, IEnumerable<LogEntry> log, string? gap = null) =>
        ActorMatcher.Match(events, log.Select(LoggedAction.Of).OfType<LoggedAction>(), gap);

    /// <summary>Matches the events, and returns one text per event.</summary>
    public static string[] Match(TagEvent[] events, params LogEntry[] log) =>
        [.. MatchAll(events, log).Select(happened => happened.Actor!.ToString())];

    public static TagEventActor MatchOne(TagEvent happened, params LogEntry[] log) => Assert.Single(MatchAll([happened], log)).Actor!;
}
