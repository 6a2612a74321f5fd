using System.Runtime.InteropServices;

namespace Quay.Client;

/// <summary>How rows of a tag history are told apart and ordered, where pages overlap.</summary>
internal static class TagEntryIdentity
{
    private const int LettersOfDigest = 16;
    private const ulong Mix = 0x9E3779B97F4A7C15;

    public static PageOverlap<TagHistoryEntry> NewOverlap() => new(KeyOf);

    // Rows have no id in Quay's JSON. Their end is not part of what they are, because it can change between two requests; but a row that ended within
    // its first second is another than one that did not.
    private static EntryKey KeyOf(TagHistoryEntry row)
    {
        ulong flags = (row.Reversion ? 1UL : 0) | (row.Start is not null && row.End == row.Start ? 2UL : 0);
        ulong name = (uint)string.GetHashCode(row.Name, StringComparison.Ordinal);
        return new EntryKey(row.Start?.UtcTicks ?? 0, (((name << 2) | flags) * Mix) ^ HashOf(row.ManifestDigest));
    }

    /// <summary>Of a digest the end, which is as good as random.</summary>
    private static ulong HashOf(string? digest)
    {
        if (digest is null || digest.Length < LettersOfDigest)
        {
            return (uint)(digest?.GetHashCode(StringComparison.Ordinal) ?? 0);
        }

        ulong hash = 0;
        foreach (ulong letters in MemoryMarshal.Cast<char, ulong>(digest.AsSpan(digest.Length - LettersOfDigest)))
        {
            hash = (hash ^ letters) * Mix;
            hash ^= hash >> 32;
        }

        return hash;
    }
}
