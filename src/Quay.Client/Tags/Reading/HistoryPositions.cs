namespace Quay.Client;

/// <summary>Provides the positions in a page of a tag history.</summary>
/// <param name="list">The address of the list.</param>
/// <param name="items">The entries of the page that the query selects.</param>
/// <param name="page">The page.</param>
internal sealed class HistoryPositions(string list, List<TagHistoryEntry> items, NewEntries page) : PagePositions
{
    // Returns the entries that identify a position.
    public static IReadOnlyList<EntryIdentity> Parse(ListPosition position, string list, string parameter)
    {
        position.Check(list, parameter);
        List<EntryIdentity> entries = [];
        foreach (string landmark in position.Landmarks)
        {
            entries.Add(EntryIdentity.Parse(landmark) ?? throw ListPosition.Damaged(parameter));
        }

        return entries.TrueForAll(entry => entry.Second == entries[0].Second)
            ? entries
            : throw ListPosition.Damaged(parameter);
    }

    public override ListPosition After(int index)
    {
        TagHistoryEntry last = items[index];
        int end = page.Entries.FindIndex(entry => ReferenceEquals(entry, last)) + 1;
        long second = EntryIdentity.SecondOf(last);
        bool isShared = page.SharedSecond is [var shared, ..] && shared.Second == second;
        List<EntryIdentity> read =
        [
            .. isShared
                ? page.SharedSecond
                : page.Entries[..end].Select(EntryIdentity.Of).Where(entry => entry.Second == second),
        ];

        // Those of the second after the position were not read.
        for (int i = page.Entries.Count - 1; i >= end && isShared; i--)
        {
            int unread = read.LastIndexOf(EntryIdentity.Of(page.Entries[i]));
            if (unread >= 0)
            {
                read.RemoveAt(unread);
            }
        }

        return new ListPosition
        {
            List = list,
            ItemsRead = page.Read - (page.Entries.Count - end),
            Landmarks = [.. read.Select(entry => entry.ToString())],
        };
    }
}
