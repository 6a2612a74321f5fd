namespace Quay.Client.History;

/// <summary>Determines when a repository of a namespace is read although nothing shows a change. Spreads these reads over time.</summary>
internal sealed class RereadSchedule(TimeSpan rereadAfter)
{
    private readonly Dictionary<string, DateTimeOffset> _next = new(StringComparer.Ordinal);
    private readonly HashSet<string> _spread = new(StringComparer.Ordinal);

    /// <summary>Determines whether a repository must be read now.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="settledAt">The time up to which its events are known.</param>
    /// <param name="window">How long Quay keeps entries; null if that is not known yet.</param>
    /// <param name="now">The server's time.</param>
    public bool IsDue(string repository, DateTimeOffset settledAt, TimeSpan? window, DateTimeOffset now)
    {
        if (!_next.TryGetValue(repository, out DateTimeOffset next))
        {
            _next[repository] = next = now + Part(repository);
        }

        // Half a window later, the collector cannot have removed anything yet.
        return next <= now || (window > TimeSpan.Zero && settledAt.Plus(window.Value / 2) <= now);
    }

    public void WasRead(string repository, DateTimeOffset now) =>
        _next[repository] = now + (_spread.Add(repository) ? Part(repository) : rereadAfter);

    // The first time differs by repository. A hash that is the same in each process also spreads the reads after a restart.
    private TimeSpan Part(string repository)
    {
        uint hash = 2166136261;
        foreach (char c in repository)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return rereadAfter * ((hash % 1000 + 1) / 1000.0);
    }
}
