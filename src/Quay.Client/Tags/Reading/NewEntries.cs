namespace Quay.Client;

/// <summary>Represents the entries of a page that were not read before.</summary>
/// <param name="Entries">The new entries.</param>
/// <param name="Earlier">The entries that were read before and began in the same second as the first new one.</param>
/// <param name="Read">The number of entries of the list up to the last new one.</param>
/// <param name="HasAdditional">Whether Quay has another page.</param>
internal sealed record NewEntries(
    List<TagHistoryEntry> Entries, IReadOnlyList<EntryIdentity> Earlier, int Read, bool HasAdditional);
