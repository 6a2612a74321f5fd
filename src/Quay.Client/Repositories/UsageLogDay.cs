namespace Quay.Client;

/// <summary>Holds the entries of one day that were read, newest first. The caller already has those at the start.</summary>
internal sealed class UsageLogDay(DateOnly date)
{
    private List<LogEntry> _entries = [];
    private int _released;

    public DateOnly Date => date;

    public static DateOnly Of(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    public void Add(LogEntry entry) => _entries.Add(entry);

    public int Count(string kind, DateTimeOffset since)
    {
        int count = 0;
        foreach (LogEntry entry in _entries)
        {
            if (entry.Kind == kind && entry.Time >= since)
            {
                count++;
            }
        }

        return count;
    }

    // Returns the entries that the caller does not have, and marks them as released.
    public List<LogEntry> Release()
    {
        List<LogEntry> ready = _entries[_released..];
        _released = _entries.Count;
        return ready;
    }

    // Inserts the entries that only the second reading has, and returns those that are newer than the day's first page. Equal entries of
    // the two readings are the same entry, so both readings together have as many as the one that has more.
    public List<LogEntry> Merge(IReadOnlyList<LogEntry> again)
    {
        List<LogEntry> newer = [];
        List<LogEntry> merged = new(_entries.Count);
        Dictionary<string, Queue<int>> positions = Positions();
        int next = 0;
        foreach (LogEntry entry in again)
        {
            if (positions.TryGetValue(LogEntryKey.Of(entry), out Queue<int>? same) && same.TryDequeue(out int position))
            {
                MoveTo(position + 1);
            }
            else if (_released > 0 && entry.Time > _entries[_released - 1].Time)
            {
                newer.Add(entry);
            }
            else
            {
                MoveTo(_released);
                while (next < _entries.Count && _entries[next].Time > entry.Time)
                {
                    MoveTo(next + 1);
                }

                merged.Add(entry);
            }
        }

        MoveTo(_entries.Count);
        _entries = merged;
        return newer;

        void MoveTo(int end)
        {
            for (; next < end; next++)
            {
                merged.Add(_entries[next]);
            }
        }
    }

    private Dictionary<string, Queue<int>> Positions()
    {
        Dictionary<string, Queue<int>> positions = [];
        for (int position = 0; position < _entries.Count; position++)
        {
            string key = LogEntryKey.Of(_entries[position]);
            if (!positions.TryGetValue(key, out Queue<int>? same))
            {
                positions.Add(key, same = new Queue<int>());
            }

            same.Enqueue(position);
        }

        return positions;
    }
}
