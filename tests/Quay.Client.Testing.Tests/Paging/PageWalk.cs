using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Testing.Tests.Paging;

/// <summary>
/// Reads the tag list of a repository with the tags f, e, d, c, b, a, by pages of two, and lets something happen before the second page.
/// </summary>
/// <remarks>
/// A row is named for its tag and the second of its start: they began in the seconds 6 … 1, and it happens in second 100.
/// </remarks>
internal sealed class PageWalk
{
    private static readonly DateTimeOffset Zero = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Zero);
    private readonly FakeQuay _quay;
    private readonly string _query;

    private PageWalk(bool active)
    {
        _quay = new FakeQuay(_time) { Features = FakeFeatures.All };
        Repository = _quay.AddRepository("acme/app");
        _query = active ? "&onlyActiveTags=true" : "";
        foreach (char tag in "abcdef")
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Repository.Push(tag.ToString());
        }
    }

    public FakeRepository Repository { get; }

    /// <summary>The rows page by page.</summary>
    public List<string[]> Pages { get; } = [];

    /// <summary>The rows that came on two pages.</summary>
    public IEnumerable<string> Repeated => Seen.GroupBy(entry => entry).Where(entry => entry.Count() > 1).Select(entry => entry.Key);

    /// <summary>The rows that were listed before and after it happened, and came on no page.</summary>
    public IEnumerable<string> Skipped => Before.Intersect(After).Except(Seen);

    /// <summary>The tags that were listed before and after it happened, and of which no row came on any page.</summary>
    public IEnumerable<string> Missed => Names(Before).Intersect(Names(After)).Except(Names(Seen));

    /// <summary>What the pages said of a tag's last row on them.</summary>
    public Dictionary<string, JsonObject> Entries { get; } = [];

    private IReadOnlyList<string> Before { get; set; } = [];

    private IReadOnlyList<string> After { get; set; } = [];

    private IEnumerable<string> Seen => Pages.SelectMany(page => page);

    public static PageWalk History(Action<FakeRepository> change, Action<FakeRepository>? beforehand = null) =>
        new PageWalk(active: false).Read(change, beforehand);

    public static PageWalk ActiveTags(Action<FakeRepository> change, Action<FakeRepository>? beforehand = null) =>
        new PageWalk(active: true).Read(change, beforehand);

    private PageWalk Read(Action<FakeRepository> change, Action<FakeRepository>? beforehand)
    {
        if (beforehand is not null)
        {
            beforehand(Repository);
            _time.Advance(TimeSpan.FromDays(15));
        }

        Before = [.. _quay.AllPages("acme/app", 100, _query).Select(Label)];
        TagPage page;
        do
        {
            page = _quay.Page("acme/app", Pages.Count + 1, 2, _query);
            Pages.Add([.. page.Entries.Select(Label)]);
            foreach (JsonObject entry in page.Entries)
            {
                Entries[(string)entry["name"]!] = entry;
            }

            if (Pages.Count == 1)
            {
                _time.SetUtcNow(_time.GetUtcNow() < Zero.AddSeconds(100) ? Zero.AddSeconds(100) : _time.GetUtcNow());
                change(Repository);
            }
        }
        while (page.HasAdditional);

        After = [.. _quay.AllPages("acme/app", 100, _query).Select(Label)];
        return this;
    }

    private static string Label(JsonObject entry) => $"{entry["name"]}{(long)entry["start_ts"]! - Zero.ToUnixTimeSeconds()}";

    private static IEnumerable<string> Names(IEnumerable<string> entries) => entries.Select(entry => entry[..1]);
}
