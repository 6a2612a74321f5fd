namespace Quay.Client.Testing;

/// <summary>
/// The rows of one repository in the order in which Quay lists them: the newest start first, in milliseconds, then by name.
/// </summary>
internal sealed class TagTable
{
    private static readonly Comparer<FakeTagRow> OldestFirst = Comparer<FakeTagRow>.Create(static (a, b) =>
        a.StartMs != b.StartMs ? a.StartMs.CompareTo(b.StartMs) : string.CompareOrdinal(b.Name, a.Name));

    // Kept from the end: a new row is nearly always the newest, and goes to the end of a list at no cost.
    private readonly List<FakeTagRow> _visible = [];
    private readonly Dictionary<string, List<FakeTagRow>> _byName = new(StringComparer.Ordinal);
    private readonly List<FakeTagRow> _hidden = [];

    public IEnumerable<FakeTagRow> All => _visible.Concat(_hidden);

    public IEnumerable<FakeTagRow> NewestFirst() => Backwards(_visible);

    /// <summary>The rows of one tag, the newest first.</summary>
    public IEnumerable<FakeTagRow> Of(string name) => _byName.TryGetValue(name, out List<FakeTagRow>? rows) ? Backwards(rows) : [];

    /// <summary>The rows at a place of the whole list.</summary>
    public IEnumerable<FakeTagRow> At(long offset, int count)
    {
        for (long index = _visible.Count - 1 - offset; index >= 0 && count > 0; index--, count--)
        {
            yield return _visible[(int)index];
        }
    }

    public FakeTagRow? Alive(string name, long nowMs) => Of(name).FirstOrDefault(row => row.IsAliveAt(nowMs));

    public void Add(FakeTagRow row)
    {
        if (row.IsHidden)
        {
            _hidden.Add(row);
            return;
        }

        Insert(_visible, row);
        if (!_byName.TryGetValue(row.Name, out List<FakeTagRow>? rows))
        {
            _byName[row.Name] = rows = [];
        }

        Insert(rows, row);
    }

    public void RemoveAll(Predicate<FakeTagRow> match)
    {
        _hidden.RemoveAll(match);
        foreach (FakeTagRow row in _visible.Where(row => match(row)))
        {
            _byName[row.Name].Remove(row);
        }

        _visible.RemoveAll(match);
    }

    private static void Insert(List<FakeTagRow> rows, FakeTagRow row)
    {
        int place = rows.Count;
        if (place > 0 && OldestFirst.Compare(rows[^1], row) > 0)
        {
            place = rows.BinarySearch(row, OldestFirst);
            place = place < 0 ? ~place : place;
        }

        rows.Insert(place, row);
    }

    private static IEnumerable<FakeTagRow> Backwards(List<FakeTagRow> rows)
    {
        for (int index = rows.Count - 1; index >= 0; index--)
        {
            yield return rows[index];
        }
    }
}
