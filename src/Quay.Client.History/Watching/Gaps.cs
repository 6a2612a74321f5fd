namespace Quay.Client.History;

/// <summary>Creates the events of a watch that do not come from the entries of a history.</summary>
internal static class Gaps
{
    public const string Hidden = "Quay does not let this client read the repository. The watch continues if that changes.";

    private const string TooShort = " That is too short for the interval of the watch, so later events can be missing, too.";

    public static string Collected(TimeSpan? window, DateTimeOffset completeFrom, bool isWindowTooShort) => window is null
        ? "Quay does not report how long it keeps ended entries, so later events can be missing, too."
        : SafeLine.Of($"Quay keeps entries that ended since {completeFrom}, and can have removed earlier ones.")
            + (isWindowTooShort ? TooShort : "");

    public static TagEvent Of(string repository, DateTimeOffset since, DateTimeOffset? until, string reason) => new()
    {
        Repository = repository,
        Tag = "",
        Kind = TagEventKind.Gap,
        Since = since,
        At = until,
        Entry = null,
        Reason = reason,
    };

    // Returns the removal of a tag at an unknown time, whose entry Quay no longer has.
    public static TagEvent Removed(string repository, string name, KnownTag known) => new()
    {
        Repository = repository,
        Tag = name,
        Kind = TagEventKind.Removed,
        FromDigest = known.Digest,
        Entry = known.ToEntry(name),
    };
}
