using System.Runtime.InteropServices;

namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>
/// Compares what a client returned with a simulated list. Each entry that was in the list unchanged, from the first response to the last,
/// must be returned once and in Quay's order. Any other entry can be returned once in each of its states.
/// </summary>
internal sealed class ListVerdict
{
    public required IReadOnlyList<EntryState> Lost { get; init; }

    public required IReadOnlyList<EntryState> Duplicated { get; init; }

    public required int OutOfOrder { get; init; }

    /// <summary>Gets the number of entries that were always in the list, but changed, and were returned in none of their states.</summary>
    public required int ChangedAndMissing { get; init; }

    public bool IsFault => Lost.Count + Duplicated.Count + OutOfOrder > 0;

    /// <param name="repository">The repository after the last response.</param>
    /// <param name="first">The version of the first response.</param>
    /// <param name="last">The newest version of any response.</param>
    /// <param name="returned">What the client returned, in order.</param>
    public static ListVerdict Of(SimulatedRepository repository, int first, int last, IReadOnlyList<EntryState> returned)
    {
        var counts = new Dictionary<EntryState, Counts>(returned.Count);
        var unchanged = new List<(SimulatedEntry Entry, EntryState State)>(returned.Count);
        var changed = new List<SimulatedEntry>();
        foreach (SimulatedEntry entry in repository.History)
        {
            EntryState state = entry.StateAt(last);
            if (entry.IsUnchanged(first, last) && !IsExpiring(repository, state))
            {
                unchanged.Add((entry, state));
                ref Counts required = ref CountsOf(state);
                required.Required++;
                required.Allowed++;
                continue;
            }

            if (entry.Added <= first && entry.Left > last)
            {
                changed.Add(entry);
            }

            foreach (EntryState other in entry.StatesBetween(first, last))
            {
                CountsOf(other).Allowed++;
            }
        }

        foreach (EntryState state in returned)
        {
            CountsOf(state).Returned++;
        }

        return new ListVerdict
        {
            Lost = [.. counts.SelectMany(pair => Enumerable.Repeat(pair.Key, Math.Max(0, pair.Value.Required - pair.Value.Returned)))],
            Duplicated = [.. counts.SelectMany(pair => Enumerable.Repeat(pair.Key, Math.Max(0, pair.Value.Returned - pair.Value.Allowed)))],
            OutOfOrder = CountOutOfOrder(unchanged, returned, state => counts[state].Required == counts[state].Allowed),
            ChangedAndMissing = changed.Count(entry => entry.StatesBetween(first, last).All(state => counts[state].Returned == 0)),
        };

        ref Counts CountsOf(EntryState state) => ref CollectionsMarshal.GetValueRefOrAddDefault(counts, state, out _);
    }

    // A list of active tags omits an entry from the second in which it expires, because the JSON shows whole seconds.
    private static bool IsExpiring(SimulatedRepository repository, EntryState state) =>
        repository.Filter.OnlyActiveTags && state.End * 1000 <= repository.NowMs;

    // Compares only entries that look unlike any changed one.
    private static int CountOutOfOrder(
        List<(SimulatedEntry Entry, EntryState State)> unchanged,
        IReadOnlyList<EntryState> returned,
        Predicate<EntryState> isUnambiguous)
    {
        unchanged.Sort(static (one, other) => one.Entry.CompareTo(other.Entry));
        if (unchanged.Count == returned.Count && unchanged.Zip(returned).All(static pair => pair.First.State == pair.Second))
        {
            return 0;
        }

        EntryState[] expected = [.. unchanged.Select(entry => entry.State).Where(state => isUnambiguous(state))];
        EntryState[] actual = [.. returned.Where(state => isUnambiguous(state))];
        if (expected.AsSpan().SequenceEqual(actual))
        {
            return 0;
        }

        Dictionary<EntryState, Queue<int>> places = expected.Index()
            .GroupBy(entry => entry.Item, entry => entry.Index)
            .ToDictionary(group => group.Key, group => new Queue<int>(group));
        int furthest = -1;
        int outOfOrder = 0;
        foreach (EntryState state in actual)
        {
            if (places.TryGetValue(state, out Queue<int>? left) && left.TryDequeue(out int place))
            {
                outOfOrder += place < furthest ? 1 : 0;
                furthest = Math.Max(furthest, place);
            }
        }

        return outOfOrder;
    }

    private record struct Counts(int Required, int Allowed, int Returned);
}
