namespace Quay.Client;

/// <summary>Represents the entries of a page that were not read before.</summary>
/// <param name="Entries">The new entries.</param>
/// <param name="SharedSecond">If the first new entry began in the same second as entries that were read before: all of that second.</param>
/// <param name="Read">The number of entries of the list up to the last new one.</param>
/// <param name="HasAdditional">Whether Quay has another page.</param>
internal sealed record NewEntries(
    List<TagHistoryEntry> Entries, IReadOnlyList<EntryIdentity> SharedSecond, int Read, bool HasAdditional);
