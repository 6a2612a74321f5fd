using System.Runtime.InteropServices;

namespace Quay.Client;

internal static class TagEntryIdentity
{
    private const int LettersOfDigest = 16;
    private const ulong Mix = 0x9E3779B97F4A7C15;

    public static PageOverlap<TagHistoryEntry> NewOverlap() => new(KeyOf);

    // Entries have no id in Quay's JSON. The end is not part of the identity, because it can change between two requests. But an entry that
    // ended in its first second differs from one that did not.
    private static EntryKey KeyOf(TagHistoryEntry entry)
    {
        ulong flags = (entry.Reversion ? 1UL : 0) | (entry.Start is not null && entry.End == entry.Start ? 2UL : 0);
        ulong name = (uint)string.GetHashCode(entry.Name, StringComparison.Ordinal);
        return new EntryKey(entry.Start?.UtcTicks ?? 0, (((name << 2) | flags) * Mix) ^ HashOf(entry.ManifestDigest));
    }

    // The last characters of a digest are as good as random.
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
