namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>
/// Represents a repository as far as one list shows it: the entries that match a filter, sorted as Quay sorts them. It finds an entry at
/// an offset in constant time.
/// </summary>
internal sealed class SimulatedRepository(ListFilter filter, SimulatedClock clock)
{
    // Oldest first, because most changes are near the newest entry.
    private readonly List<SimulatedEntry> _entries = [];
    private readonly Dictionary<string, SimulatedEntry> _live = [];
    private readonly Dictionary<string, long> _lastStart = [];
    private readonly PriorityQueue<SimulatedEntry, long> _expiring = new();
    private readonly List<SimulatedEntry> _removed = [];

    public ListFilter Filter => filter;

    /// <summary>Gets or sets the number of changes so far.</summary>
    public int Version { get; set; }

    public long NowMs => clock.NowMs;

    public int Count => _entries.Count;

    /// <summary>Gets all entries that the list has or had.</summary>
    public IEnumerable<SimulatedEntry> History => _entries.AsEnumerable().Reverse().Concat(_removed);

    /// <summary>Gets the entry at an offset from the newest one.</summary>
    public SimulatedEntry this[int offset] => _entries[_entries.Count - 1 - offset];

    public SimulatedEntry? FindLive(string name) =>
        _live.TryGetValue(name, out SimulatedEntry? entry) && entry.IsAliveAt(NowMs) ? entry : null;

    public bool IsLive(SimulatedEntry entry) => FindLive(entry.Name) == entry;

    public void Advance(long milliseconds)
    {
        clock.NowMs += milliseconds;
        while (_expiring.TryPeek(out SimulatedEntry? entry, out long end) && end <= NowMs)
        {
            _expiring.Dequeue();
            LeaveIfEnded(entry);
        }
    }

    /// <summary>Points a tag at a manifest: ends its current entry and adds a new one.</summary>
    public void Push(string name, string digest, bool reversion = false)
    {
        // One tag has at most one new entry in a millisecond.
        if (_lastStart.TryGetValue(name, out long last) && last == NowMs)
        {
            Advance(1);
        }

        if (FindLive(name) is { } current)
        {
            SetEnd(current, NowMs);
        }

        var entry = new SimulatedEntry(name, digest, NowMs, reversion) { Added = Version };
        _lastStart[name] = NowMs;
        _live[name] = entry;
        if (filter.Matches(name))
        {
            int place = _entries.Count;
            while (place > 0 && entry.CompareTo(_entries[place - 1]) > 0)
            {
                place--;
            }

            _entries.Insert(place, entry);
        }
    }

    public void SetEnd(SimulatedEntry entry, long? endMs)
    {
        entry.Change(Version, endMs, entry.Immutable);
        if (filter.OnlyActiveTags && endMs > NowMs)
        {
            _expiring.Enqueue(entry, endMs.Value);
        }

        LeaveIfEnded(entry);
    }

    public void SetImmutable(SimulatedEntry entry, bool immutable) => entry.Change(Version, entry.EndMs, immutable);

    /// <summary>Removes entries from the list as Quay's garbage collector does.</summary>
    public void Collect(IReadOnlyList<SimulatedEntry> entries)
    {
        foreach (SimulatedEntry entry in entries)
        {
            entry.Left = Math.Min(entry.Left, Version);
            if (IsLive(entry))
            {
                _live.Remove(entry.Name);
            }
        }

        if (entries.Count < 8)
        {
            foreach (SimulatedEntry entry in entries)
            {
                _entries.RemoveAt(IndexOf(entry));
            }
        }
        else
        {
            _entries.RemoveAll(entry => entry.Left <= Version);
        }

        // Nobody can have read an entry that left before the first request.
        if (Version > 0)
        {
            _removed.AddRange(entries);
        }
    }

    private void LeaveIfEnded(SimulatedEntry entry)
    {
        if (filter.OnlyActiveTags && entry.Left > Version && !entry.IsAliveAt(NowMs) && filter.Matches(entry.Name))
        {
            Collect([entry]);
        }
    }

    private int IndexOf(SimulatedEntry entry) =>
        _entries.BinarySearch(entry, Comparer<SimulatedEntry>.Create(static (one, other) => other.CompareTo(one)));
}
