using System.Collections.Frozen;

namespace Quay.Client.History;

/// <summary>Represents a log entry that can have caused an event of a tag.</summary>
internal sealed class LoggedAction
{
    // Most entries of a log are pulls.
    private static readonly FrozenSet<string> Kinds = FrozenSet.Create(
        StringComparer.Ordinal,
        "push_repo", "create_tag", "move_tag", "revert_tag", "delete_tag", "autoprune_tag_delete", "permanently_delete_tag",
        "change_tag_expiration", "change_tag_immutability", "tag_made_immutable_by_policy", "repo_mirror_sync_tag_success");

    private readonly string? _digest;
    private readonly string? _previousDigest;

    private LoggedAction(LogEntry entry, string tag, JsonElement metadata)
    {
        (Tag, Kind, Time) = (tag, entry.Kind, entry.Time);

        // A deletion by tag over /v2 has the name of the tag as its digest.
        _digest = Digest(Text(metadata, "manifest_digest") ?? Text(metadata, "digest"));
        _previousDigest = Digest(Text(metadata, "original_manifest_digest"));
        Expiration = Kind == "change_tag_expiration" ? Number(metadata, "expiration_date") : null;
        Actor = new TagEventActor
        {
            Means = Kind switch
            {
                "autoprune_tag_delete" => TagEventMeans.AutoPrune,
                "push_repo" => TagEventMeans.Registry,

                // Only the registry logs these two for a deletion.
                "delete_tag" when metadata.TryGetProperty("user-agent", out _) || metadata.TryGetProperty("digest", out _) =>
                    TagEventMeans.Registry,
                _ => TagEventMeans.Api,
            },
            Name = entry.Performer?.Name,
            IsRobot = entry.Performer?.IsRobot,
            Application = Text(metadata, "oauth_token_application"),
            Address = entry.Address,
            LogKind = Kind,
            LogTime = Time,
        };
    }

    public string Tag { get; }

    public string Kind { get; }

    public DateTimeOffset Time { get; }

    public TagEventActor Actor { get; }

    // Gets the requested expiry in seconds; null for other kinds, and for a removed expiry.
    public long? Expiration { get; }

    public bool IsMirrorSync => Kind == "repo_mirror_sync_tag_success";

    private bool IsDeletion => Kind is "delete_tag" or "autoprune_tag_delete";

    // Returns null for an entry that does not concern a tag, or does not change it.
    public static LoggedAction? Of(LogEntry entry) =>
        Kinds.Contains(entry.Kind)
        && entry.Metadata is { ValueKind: JsonValueKind.Object } metadata
        && Text(metadata, "tag") is { } tag
            ? new LoggedAction(entry, tag, metadata)
            : null;

    // Returns the actions between two times, inclusive. The actions are sorted by time.
    public static IEnumerable<LoggedAction> Between(DateTimeOffset first, DateTimeOffset last, LoggedAction[] actions)
    {
        (int low, int high) = (0, actions.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = actions[middle].Time < first ? (middle + 1, high) : (low, middle);
        }

        return actions.Skip(low).TakeWhile(action => action.Time <= last);
    }

    // Determines whether this kind of action, with these digests, causes an event. The time is not compared.
    public bool CanCause(TagEvent happened) => happened.Kind switch
    {
        TagEventKind.PermanentlyDeleted => Kind == "permanently_delete_tag" && Agrees(_digest, happened.Entry?.ManifestDigest),
        TagEventKind.Removed => IsDeletion && Agrees(_digest, happened.FromDigest),
        TagEventKind.Reverted => Kind == "revert_tag" && Agrees(_digest, happened.ToDigest),

        // The newest of overlapping entries ended, and the tag points at an older one again.
        TagEventKind.Began or TagEventKind.Created or TagEventKind.Moved or TagEventKind.PushedAgain
            when happened.At != happened.Entry?.Start => IsDeletion && Agrees(_digest, happened.FromDigest),
        TagEventKind.Began or TagEventKind.Created or TagEventKind.Moved or TagEventKind.PushedAgain =>
            Kind is "push_repo" or "create_tag" or "move_tag"
            && Agrees(_digest, happened.ToDigest)
            && Agrees(_previousDigest, happened.FromDigest),
        _ => false,
    };

    private static bool Agrees(string? logged, string? known) => logged is null || known is null || logged == known;

    private static string? Digest(string? text) => ManifestDigest.TryParse(text, out _) ? text : null;

    private static string? Text(JsonElement metadata, string name) =>
        metadata.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement metadata, string name) =>
        metadata.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out long number)
            ? number
            : null;
}
