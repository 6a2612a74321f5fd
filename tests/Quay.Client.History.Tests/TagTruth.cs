using Quay.Client.Testing;

namespace Quay.Client.History.Tests;

/// <summary>
/// What tags really pointed at, written down while it happened: it asks the fake what a tag is now, and never what a row says of the past.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="names">The tags that are looked at.</param>
internal sealed class TagTruth(FakeRepository repository, params IReadOnlyList<string> names)
{
    private readonly Dictionary<string, List<Life>> _lives = names.ToDictionary(name => name, _ => new List<Life>());

    /// <summary>Looks at each tag, after whatever may have changed one.</summary>
    public void Look(DateTimeOffset now)
    {
        foreach ((string name, List<Life> lives) in _lives)
        {
            FakeTagEntry? row = repository.FindTag(name);
            Life? open = lives is [.., { Until: null } last] ? last : null;
            if (row != open?.Row)
            {
                open?.Until = now;
                if (row is not null)
                {
                    lives.Add(new Life(row, row.Digest, now));
                }
            }
        }
    }

    /// <summary>
    /// Lets the collector run. A row whose end was falsified leaves no trace when it takes it, and then the truth that a history can know
    /// is as if it had never been.
    /// </summary>
    public void Collect()
    {
        repository.Collect();
        HashSet<FakeTagEntry> left = [.. repository.Entries];
        foreach (List<Life> lives in _lives.Values)
        {
            lives.RemoveAll(life => life.Until is { } until && !left.Contains(life.Row) && life.Row.End != until);
        }
    }

    /// <summary>What a tag pointed at, at the end of a second.</summary>
    public string? At(string name, DateTimeOffset second)
    {
        DateTimeOffset end = second.AddMilliseconds(999);
        return _lives[name].Find(life => life.From <= end && !(life.Until <= end))?.Digest;
    }

    /// <summary>The times at which something changed.</summary>
    public IEnumerable<DateTimeOffset> Changes => _lives.Values.SelectMany(lives => lives).SelectMany(
        life => new[] { life.From, life.Until ?? life.From });

    private sealed record Life(FakeTagEntry Row, string Digest, DateTimeOffset From)
    {
        public DateTimeOffset? Until { get; set; }
    }
}
