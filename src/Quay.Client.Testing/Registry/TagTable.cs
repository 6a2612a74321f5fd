namespace Quay.Client.Testing;

/// <summary>Stores the entries of one repository in the order of Quay's lists: newest start first, in milliseconds, then by name.</summary>
internal sealed class TagTable
{
    private static readonly Comparer<FakeTagEntry> OldestFirst = Comparer<FakeTagEntry>.Create(static (a, b) =>
        a.StartMs != b.StartMs ? a.StartMs.CompareTo(b.StartMs) : string.CompareOrdinal(b.Name, a.Name));

    // Stored in reverse: a new entry is nearly always the newest, and appending it is cheap.
    private readonly List<FakeTagEntry> _visible = [];
    private readonly Dictionary<string, List<FakeTagEntry>> _byName = new(StringComparer.Ordinal);
    private readonly List<FakeTagEntry> _hidden = [];

    public IEnumerable<FakeTagEntry> All => _visible.Concat(_hidden);

    public IEnumerable<FakeTagEntry> NewestFirst() => Backwards(_visible);

    /// <summary>Returns the entries of one tag, newest first.</summary>
    public IEnumerable<FakeTagEntry> Of(string name) =>
        _byName.TryGetValue(name, out List<FakeTagEntry>? entries) ? Backwards(entries) : [];

    /// <summary>Returns the entries at an offset of the whole list.</summary>
    public IEnumerable<FakeTagEntry> At(long offset, int count)
    {
        for (long index = _visible.Count - 1 - offset; index >= 0 && count > 0; index--, count--)
        {
            yield return _visible[(int)index];
        }
    }

    public FakeTagEntry? FindLive(string name, long nowMs) => Of(name).FirstOrDefault(entry => entry.IsAliveAt(nowMs));

    public void Add(FakeTagEntry entry)
    {
        if (entry.IsHidden)
        {
            _hidden.Add(entry);
            return;
        }

        Insert(_visible, entry);
        if (!_byName.TryGetValue(entry.Name, out List<FakeTagEntry>? entries))
        {
            _byName[entry.Name] = entries = [];
        }

        Insert(entries, entry);
    }

    public void RemoveAll(Predicate<FakeTagEntry> match)
    {
        _hidden.RemoveAll(match);
        foreach (FakeTagEntry entry in _visible.Where(entry => match(entry)))
        {
            _byName[entry.Name].Remove(entry);
        }

        _visible.RemoveAll(match);
    }

    private static void Insert(List<FakeTagEntry> entries, FakeTagEntry entry)
    {
        int place = entries.Count;
        if (place > 0 && OldestFirst.Compare(entries[^1], entry) > 0)
        {
            place = entries.BinarySearch(entry, OldestFirst);
            place = place < 0 ? ~place : place;
        }

        entries.Insert(place, entry);
    }

    private static IEnumerable<FakeTagEntry> Backwards(List<FakeTagEntry> entries)
    {
        for (int index = entries.Count - 1; index >= 0; index--)
        {
            yield return entries[index];
        }
    }
}
