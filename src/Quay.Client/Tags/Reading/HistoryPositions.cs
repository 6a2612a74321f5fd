namespace Quay.Client;

/// <summary>Provides the positions in a page of a tag history.</summary>
/// <param name="list">The name of the list.</param>
/// <param name="items">The entries of the page that the query selects.</param>
/// <param name="page">The page.</param>
internal sealed class HistoryPositions(string list, List<TagHistoryEntry> items, NewEntries page) : PagePositions
{
    public override ListPosition After(int index)
    {
        TagHistoryEntry last = items[index];
        int at = page.Entries.FindIndex(entry => ReferenceEquals(entry, last));
        int first = at;
        while (first > 0 && page.Entries[first - 1].Start == last.Start)
        {
            first--;
        }

        bool continuesSecond = first == 0 && page.Earlier is [var earlier, ..] && earlier.Start == last.Start;
        return new ListPosition
        {
            List = list,
            ItemsRead = page.Read - (page.Entries.Count - 1 - at),
            LastEntries =
            [
                .. continuesSecond ? page.Earlier.Take(page.EarlierCount) : [],
                .. page.Entries[first..(at + 1)],
            ],
        };
    }
}
