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
        int first = end - 1;
        while (first > 0 && page.Entries[first - 1].Start == last.Start)
        {
            first--;
        }

        bool continuesSecond = first == 0 && page.Earlier is [var before, ..] && before.Second == EntryIdentity.SecondOf(last);
        IEnumerable<EntryIdentity> earlier = continuesSecond ? page.Earlier : [];
        return new ListPosition
        {
            List = list,
            ItemsRead = page.Read - (page.Entries.Count - end),
            Landmarks = [.. earlier.Concat(page.Entries[first..end].Select(EntryIdentity.Of)).Select(entry => entry.ToString())],
        };
    }
}
