namespace Quay.Client;

/// <summary>
/// Identifies an entry among those that began in the same second. Entries have no id in Quay's JSON. Of two entries that otherwise look the
/// same, the older one ended in that second, so it is short-lived.
/// </summary>
internal readonly record struct EntryIdentity(string Name, string? Digest, bool Reversion, bool HasEndedAtOnce, bool IsPermanentlyDeleted)
{
    public bool IsShortLived => HasEndedAtOnce || IsPermanentlyDeleted;

    public static EntryIdentity Of(TagHistoryEntry entry) => new(
        entry.Name,
        entry.ManifestDigest,
        entry.Reversion,
        entry.Start is not null && entry.End == entry.Start,
        entry.IsPermanentlyDeleted);
}
