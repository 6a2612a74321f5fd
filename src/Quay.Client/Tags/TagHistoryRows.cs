using Quay.Client.Paging;

namespace Quay.Client.Tags;

/// <summary>How rows of a tag history are told apart and ordered, where pages overlap.</summary>
internal static class TagHistoryRows
{
    public static Seam<TagHistoryEntry> NewSeam() => new(IsSame, IsNewer);

    // Rows have no id in Quay's JSON. Their end is not part of what they are, because it can change between two requests; but a row that ended within
    // its first second is another than one that did not.
    private static bool IsSame(TagHistoryEntry x, TagHistoryEntry y) =>
        x.Start == y.Start
        && (x.Start is null || (x.End == x.Start) == (y.End == y.Start))
        && x.Reversion == y.Reversion
        && string.Equals(x.Name, y.Name, StringComparison.Ordinal)
        && string.Equals(x.ManifestDigest, y.ManifestDigest, StringComparison.Ordinal);

    private static bool IsNewer(TagHistoryEntry x, TagHistoryEntry y) => x.Start > y.Start;
}
