using CsCheck;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Paging;

/// <summary>
/// Verifies that changes between two page requests neither repeat nor omit an entry.
/// </summary>
[Trait("Speed", "Slow")]
public class ShiftedEntryTests
{
    private static readonly Gen<string> TagName = Gen.Char["abcdefg"].Array[1, 2].Select(letters => new string(letters));

    [Fact]
    public async Task Entry_shifted_by_a_push_is_returned_once()
    {
        var app = new AcmeApp();
        app.Push("a", "b", "c", "d");
        app.Quay.Changes.BeforeRequest(2, () => app.Push("e"));
        Assert.Equal(["d", "c", "b", "a"], await app.ReadNamesAsync(pageSize: 2));
    }

    [Fact]
    public async Task Shifted_entry_that_ends_between_two_requests_is_returned_once()
    {
        var app = new AcmeApp();
        app.Push("a", "b", "c", "d");
        app.Quay.Changes.BeforeRequest(2, () => app.Push("c"));
        Assert.Equal(["d", "c", "b", "a"], await app.ReadNamesAsync(pageSize: 2));
    }

    [Fact]
    public async Task More_pushes_than_the_page_size_repeat_no_entry()
    {
        var app = new AcmeApp();
        app.Push("a", "b", "c", "d", "e");
        app.Quay.Changes.BeforeRequest(3, () => app.Push("f", "g", "h"));

        Assert.Equal(["e", "d", "c", "b", "a"], await app.ReadNamesAsync(pageSize: 1));
    }

    [Fact]
    public async Task Equal_entries_of_one_page_are_all_returned()
    {
        var app = new AcmeApp();
        app.PushInOneSecond("a", "a", "b");
        Assert.Equal(["b", "a", "a"], await app.ReadNamesAsync(pageSize: 3));
    }

    [Fact]
    public async Task Equal_entries_that_are_both_shifted_are_each_returned_once()
    {
        var app = new AcmeApp();
        app.Push("x");
        app.PushInOneSecond("a", "a");
        app.Quay.Changes.BeforeRequest(2, () => app.Push("y", "z"));
        Assert.Equal(["a", "a", "x"], await app.ReadNamesAsync(pageSize: 2));
    }

    [Fact]
    public async Task Only_the_shifted_one_of_several_equal_entries_is_removed()
    {
        var app = new AcmeApp();
        app.PushInOneSecond("a", "a", "a");
        app.Quay.Changes.BeforeRequest(2, () => app.Push("new"));
        Assert.Equal(["a", "a", "a"], await app.ReadNamesAsync(pageSize: 2));
    }

    [Fact]
    public async Task Entry_that_equals_one_before_the_overlap_is_returned()
    {
        // The oldest and the newest entry have the same tag, start and digest.
        var app = new AcmeApp();
        foreach (string digest in new[] { "sha256:1", "sha256:2", "sha256:3", "sha256:1" })
        {
            app.Repository.Push("a", digest);
        }

        Assert.Equal(4, (await app.ReadNamesAsync(pageSize: 3)).Count);
    }

    [Theory]
    [InlineData("sha256:1", false)]
    [InlineData("sha256:0", true)]
    public async Task Entries_of_one_second_on_two_pages_are_both_returned_if_digest_or_reversion_differs(string digest, bool reversion)
    {
        var app = new AcmeApp();
        app.Repository.Push("a", "sha256:0");
        FakeTagEntry second = reversion ? app.Repository.Restore("a", digest) : app.Repository.Push("a", digest);
        Assert.Equal(reversion, second.IsReversion);
        Assert.Equal(2, (await app.ReadNamesAsync(pageSize: 1)).Count);
    }

    [Fact]
    public async Task Shift_is_detected_even_if_the_collector_removes_a_shifted_entry()
    {
        var app = new AcmeApp();
        app.Push("a", "b", "c", "d", "e", "f", "g", "h");
        app.Quay.Changes.BeforeRequest(2, () =>
        {
            app.Push("i", "j", "k", "l");
            app.Repository.Collect(app.Repository.FindTag("f")!);
        });
        Assert.Equal(["h", "g", "f", "e", "d", "c", "b", "a"], await app.ReadNamesAsync(pageSize: 4));
    }

    [Fact]
    public async Task Entry_that_exists_throughout_the_enumeration_is_returned_exactly_once()
    {
        Gen<(string[] Before, int PageSize, string[][] Between)> histories = Gen.Select(
            TagName.Array[0, 60], Gen.Int[1, 12], TagName.Array[0, 5].Array[0, 20]);
        await histories.SampleAsync(async history =>
        {
            var app = new AcmeApp();
            app.Push(history.Before);
            IReadOnlyList<FakeTagEntry> throughout = app.Repository.Entries;
            app.BetweenRequests(history.Between, tags =>
            {
                app.Push([.. tags.Skip(1)]);
                if (tags is [var first, ..] && app.Repository.FindTag(first) is not null)
                {
                    app.Repository.DeleteTag(first);
                }
            });
            List<TagHistoryEntry> read = await app.ReadAsync(history.PageSize);
            return throughout.All(row => read.Count(entry => AcmeApp.AreSame(row, entry)) == 1) && read.Distinct().Count() == read.Count;
        });
    }

    [Fact]
    public async Task More_pushes_in_one_second_than_the_page_size_repeat_no_entry()
    {
        var app = new AcmeApp();
        app.Push("a", "b", "c", "d", "e", "f", "g", "h");
        app.Quay.Changes.BeforeRequest(2, () => app.PushInOneSecond([.. Enumerable.Range(0, 6).Select(i => $"new-{i}")]));
        List<string> names = await app.ReadNamesAsync(pageSize: 4);
        Assert.Equal(["h", "g", "f", "e", "d", "c", "b", "a"], names.Where(name => name.Length == 1));
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public async Task Shift_by_several_pages_is_not_reported_as_a_restarted_list()
    {
        AcmeApp app = AcmeApp.WithEntries(count: 300);
        app.Quay.Changes.BeforeRequest(5, () => app.Push([.. Enumerable.Range(0, 150).Select(i => $"new-{i}")]));
        Assert.Equal(Enumerable.Range(0, 300).Reverse().Select(i => $"tag-{i}"), await app.ReadNamesAsync(pageSize: 50));
    }

    [Fact]
    public async Task No_entry_is_returned_twice_for_any_pushes_and_collector_runs()
    {
        Gen<(string[] Before, int PageSize, (string[] Push, int Collect)[] Between)> histories = Gen.Select(
            TagName.Array[0, 60], Gen.Int[1, 8], Gen.Select(TagName.Array[0, 12], Gen.Int[0, 8]).Array[0, 12]);
        await histories.SampleAsync(async history =>
        {
            var app = new AcmeApp();
            app.Push(history.Before);
            app.BetweenRequests(history.Between, change =>
            {
                app.Push(change.Push);
                app.Repository.Entries.Where(row => row.End is not null).Take(change.Collect).ToList().ForEach(app.Repository.Collect);
            });
            List<TagHistoryEntry> read = await app.ReadAsync(history.PageSize);
            return read.DistinctBy(entry => (entry.Name, entry.Start)).Count() == read.Count;
        });
    }

    [Fact]
    public async Task Distinguishable_entries_of_an_unchanged_history_are_all_returned_at_any_push_rate()
    {
        Gen<(string Name, string Digest, int Gap)> push =
            Gen.Select(TagName, Gen.Char["01"].Select(digit => $"sha256:{digit}"), Gen.Int[0, 1500]);
        await Gen.Select(push.Array[0, 60], Gen.Int[1, 8]).SampleAsync(async (pushes, pageSize) =>
        {
            var app = new AcmeApp();
            foreach ((string name, string digest, int gap) in pushes)
            {
                app.Clock.Advance(TimeSpan.FromMilliseconds(gap + 1));
                app.Repository.Push(name, digest);
            }

            // Entries of one tag, manifest and second that also ended in that second look like one entry that is read twice.
            List<TagHistoryEntry> read = await app.ReadAsync(pageSize);
            return app.Repository.Entries
                .GroupBy(row => (row.Name, row.Digest, Second: SecondOf(row.Start), EndedAtOnce: SecondOf(row.End) == SecondOf(row.Start)))
                .All(alike => read.Count(
                    row => AcmeApp.AreSame(alike.First(), row) && (row.End == row.Start) == alike.Key.EndedAtOnce) is var count
                    && count >= 1 && count <= alike.Count());
        });
    }

    [Fact]
    public async Task Unchanged_history_is_returned_completely_and_in_order_at_any_page_size()
    {
        await Gen.Select(TagName.Array[0, 80], Gen.Int[1, 100]).SampleAsync(async (tags, pageSize) =>
        {
            var app = new AcmeApp();
            app.Push(tags);
            List<TagHistoryEntry> read = await app.ReadAsync(pageSize);
            return read.Count == tags.Length
                && app.Repository.Entries.Zip(read).All(pair => AcmeApp.AreSame(pair.First, pair.Second));
        });
    }

    private static long? SecondOf(DateTimeOffset? time) => time?.ToUnixTimeSeconds();
}
