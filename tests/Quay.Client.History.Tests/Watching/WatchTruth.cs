using Quay.Client.Testing;

namespace Quay.Client.History.Tests.Watching;

/// <summary>Records which entry of each tag is alive, by observing the fake after each change.</summary>
internal sealed class WatchTruth(FakeRepository app)
{
    private readonly Dictionary<string, List<TagPeriod>> _periods = [];
    private bool _hasStarted;

    public IReadOnlyDictionary<string, List<TagPeriod>> Periods => _periods;

    public TagPeriod? Current(string tag) =>
        _periods.TryGetValue(tag, out List<TagPeriod>? periods) && periods[^1].End is null ? periods[^1] : null;

    /// <summary>Forgets everything but the tags that are alive when the watch starts.</summary>
    public void Start()
    {
        _hasStarted = true;
        foreach (string tag in _periods.Keys.Where(tag => Current(tag) is null).ToArray())
        {
            _periods.Remove(tag);
        }

        foreach (List<TagPeriod> periods in _periods.Values)
        {
            periods.RemoveRange(0, periods.Count - 1);
        }
    }

    public void Observe(DateTimeOffset now, bool isExpiry = false)
    {
        Dictionary<string, FakeTagEntry> alive = app.Tags.ToDictionary(entry => entry.Name);
        foreach (string tag in _periods.Keys)
        {
            if (Current(tag) is { } period && alive.GetValueOrDefault(tag) != period.Entry)
            {
                period.Finish(now, isExpiry);
            }
        }

        foreach (FakeTagEntry entry in alive.Values.Where(entry => Current(entry.Name) is null))
        {
            if (!_periods.TryGetValue(entry.Name, out List<TagPeriod>? periods))
            {
                _periods[entry.Name] = periods = [];
            }

            periods.Add(new TagPeriod(entry) { WasAliveAtStart = !_hasStarted });
        }
    }
}
