using Quay.Client.Testing;

namespace Quay.Client.History.Tests;

/// <summary>
/// Records what tags point at while it happens. It reads only the current state of the fake, and never the past from an entry.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="names">The observed tags.</param>
internal sealed class TagTruth(FakeRepository repository, params IReadOnlyList<string> names)
{
    private readonly Dictionary<string, List<Period>> _periods = names.ToDictionary(name => name, _ => new List<Period>());

    /// <summary>Records the state of each tag. Tests call it after each change.</summary>
    public void Observe(DateTimeOffset now)
    {
        foreach ((string name, List<Period> periods) in _periods)
        {
            FakeTagEntry? entry = repository.FindTag(name);
            Period? ongoing = periods is [.., { Until: null } last] ? last : null;
            if (entry != ongoing?.Entry)
            {
                ongoing?.Until = now;
                if (entry is not null)
                {
                    periods.Add(new Period(entry, entry.Digest, now));
                }
            }
        }
    }

    /// <summary>
    /// Runs the collector. When it removes an entry with a falsified end, no trace is left, so the entry is no longer part of the truth.
    /// </summary>
    public void Collect()
    {
        repository.Collect();
        HashSet<FakeTagEntry> left = [.. repository.Entries];
        foreach (List<Period> periods in _periods.Values)
        {
            periods.RemoveAll(period => period.Until is { } until && !left.Contains(period.Entry) && period.Entry.End != until);
        }
    }

    /// <summary>Gets the digest of a tag at the end of a second.</summary>
    public string? At(string name, DateTimeOffset second)
    {
        DateTimeOffset end = second.AddMilliseconds(999);
        return _periods[name].Find(period => period.From <= end && !(period.Until <= end))?.Digest;
    }

    /// <summary>Gets the times of all changes.</summary>
    public IEnumerable<DateTimeOffset> Changes => _periods.Values.SelectMany(periods => periods).SelectMany(
        period => new[] { period.From, period.Until ?? period.From });

    private sealed record Period(FakeTagEntry Entry, string Digest, DateTimeOffset From)
    {
        public DateTimeOffset? Until { get; set; }
    }
}
