using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Testing.Tests.Paging;

/// <summary>
/// Reads the tag list of a repository in pages of two, and runs a change before the second page. The tags are f, e, d, c, b and a.
/// </summary>
/// <remarks>The label of an entry is its tag and the second of its start, from f6 to a1. The change occurs in second 100.</remarks>
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

    /// <summary>Gets the labels of the entries on each page.</summary>
    public List<string[]> Pages { get; } = [];

    /// <summary>Gets the entries that are on two pages.</summary>
    public IEnumerable<string> Repeated => Seen.GroupBy(entry => entry).Where(entry => entry.Count() > 1).Select(entry => entry.Key);

    /// <summary>Gets the entries that were listed before and after the change, but are on no page.</summary>
    public IEnumerable<string> Skipped => Before.Intersect(After).Except(Seen);

    /// <summary>Gets the tags that were listed before and after the change, but have no entry on any page.</summary>
    public IEnumerable<string> Missed => Names(Before).Intersect(Names(After)).Except(Names(Seen));

    /// <summary>Gets the last entry of each tag on the pages.</summary>
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
