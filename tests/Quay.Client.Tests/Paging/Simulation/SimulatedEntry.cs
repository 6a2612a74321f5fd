namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>Represents an entry of a simulated list, with its earlier states. Versions count the changes to the repository.</summary>
internal sealed class SimulatedEntry(string name, string digest, long startMs, bool reversion)
{
    private List<(EntryState State, int Until)>? _earlier;

    public string Name => name;

    public string Digest => digest;

    public long StartMs => startMs;

    public bool Reversion => reversion;

    public long? EndMs { get; private set; }

    public bool Immutable { get; private set; }

    /// <summary>Gets the version that added the entry to the list.</summary>
    public int Added { get; init; }

    /// <summary>Gets or sets the version that removed the entry from the list.</summary>
    public int Left { get; set; } = int.MaxValue;

    public EntryState State => new(name, Seconds(startMs), digest, reversion, EndMs is { } end ? Seconds(end) : null, Immutable);

    /// <summary>Changes the end or the immutability. An entry that looks the same afterwards is unchanged.</summary>
    public void Change(int version, long? endMs, bool immutable)
    {
        EntryState before = State;
        (EndMs, Immutable) = (endMs, immutable);

        // Version 0 is the history before the first request.
        if (version > 0 && State != before)
        {
            (_earlier ??= []).Add((before, version));
        }
    }

    public bool IsAliveAt(long nowMs) => EndMs is not { } end || end > nowMs;

    /// <summary>Determines whether the entry was in the list from the first version to the last, and always looked the same.</summary>
    public bool IsUnchanged(int first, int last) =>
        Added <= first && Left > last && _earlier?.Exists(state => state.Until > first && state.Until <= last) != true;

    /// <summary>Gets what a response of a version shows.</summary>
    public EntryState StateAt(int version)
    {
        int next = _earlier?.FindIndex(state => state.Until > version) ?? -1;
        return next < 0 ? State : _earlier![next].State;
    }

    /// <summary>Gets the distinct states that responses from the first version to the last can show.</summary>
    public IEnumerable<EntryState> StatesBetween(int first, int last)
    {
        if (Added > last || Left <= first)
        {
            return [];
        }

        if (_earlier is null)
        {
            return [State];
        }

        var states = new HashSet<EntryState>();
        int from = Added;
        foreach ((EntryState state, int until) in _earlier.Append((State, int.MaxValue)))
        {
            if (from <= last && until > first)
            {
                states.Add(state);
            }

            from = until;
        }

        return states;
    }

    /// <summary>Compares by the order of the list: newest first, then by name.</summary>
    public int CompareTo(SimulatedEntry other) =>
        startMs != other.StartMs ? other.StartMs.CompareTo(startMs) : string.CompareOrdinal(name, other.Name);

    public override string ToString() => $"{name}@{startMs % 100_000_000}";

    private static long Seconds(long milliseconds) => (long)Math.Floor(milliseconds / 1000m);
}
