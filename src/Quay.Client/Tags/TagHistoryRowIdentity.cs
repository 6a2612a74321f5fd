namespace Quay.Client.Tags;

/// <summary>
/// Whether two rows are one row read twice. Rows have no id in Quay's JSON; a row's end is not part of what it is, because it can change between two
/// requests.
/// </summary>
internal sealed class TagHistoryRowIdentity : IEqualityComparer<TagHistoryEntry>
{
    public static readonly TagHistoryRowIdentity Instance = new();

    public bool Equals(TagHistoryEntry? x, TagHistoryEntry? y) =>
        x is not null
        && y is not null
        && x.Start == y.Start
        && x.Reversion == y.Reversion
        && string.Equals(x.Name, y.Name, StringComparison.Ordinal)
        && string.Equals(x.ManifestDigest, y.ManifestDigest, StringComparison.Ordinal);

    public int GetHashCode(TagHistoryEntry obj) => HashCode.Combine(obj.Name, obj.Start);
}
