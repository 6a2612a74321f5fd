using CsCheck;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Paging;

/// <summary>
/// What others do to a repository between two requests neither doubles a row nor loses one, as far as Quay's listing allows.
/// </summary>
public class ShiftedRowsTests
{
    private static readonly Gen<string> TagName = Gen.Char["abcdefg"].Array[1, 2].Select(letters => new string(letters));

    [Fact]
    public async Task A_row_that_a_push_shifts_onto_the_next_page_is_given_once()
    {
        var app = new AcmeApp();
        app.Push("a", "b", "c", "d");
        app.Quay.Changes.BeforeRequest(2, () => app.Push("e"));
        Assert.Equal(["d", "c", "b", "a"], await app.ReadNamesAsync(pageSize: 2));
    }

    [Fact]
    public async Task A_moved_tags_old_row_is_still_the_same_row_although_its_end_has_come()
    {
        var app = new AcmeApp();
        app.Push("a", "b", "c", "d");
        app.Quay.Changes.BeforeRequest(2, () => app.Push("c"));
        Assert.Equal(["d", "c", "b", "a"], await app.ReadNamesAsync(pageSize: 2));
    }

    [Fact]
    public async Task More_pushes_than_a_page_holds_double_nothing()
    {
        var app = new AcmeApp();
        app.Push("a", "b", "c", "d", "e");
        app.Quay.Changes.BeforeRequest(3, () => app.Push("f", "g", "h"));

        // Of the pushed rows one lies where the next page begins: it is given too, though late.
        Assert.Equal(["e", "d", "f", "c", "b", "a"], await app.ReadNamesAsync(pageSize: 1));
    }

    [Fact]
    public async Task Two_rows_of_one_page_that_look_alike_are_both_given()
    {
        var app = new AcmeApp();
        app.PushAtOnce("a", "a", "b");
        Assert.Equal(["b", "a", "a"], await app.ReadNamesAsync(pageSize: 3));
    }

    [Fact]
    public async Task Two_rows_that_look_alike_and_are_both_shifted_are_both_given_once()
    {
        var app = new AcmeApp();
        app.Push("x");
        app.PushAtOnce("a", "a");
        app.Quay.Changes.BeforeRequest(2, () => app.Push("y", "z"));
        Assert.Equal(["a", "a", "x"], await app.ReadNamesAsync(pageSize: 2));
    }

    [Fact]
    public void A_row_without_a_start_is_still_the_same_row_when_its_end_has_come()
    {
        PageOverlap<TagHistoryEntry> seam = TagEntryIdentity.NewOverlap();
        seam.RemoveRepeats([new TagHistoryEntry { Name = "old", ManifestDigest = "sha256:0" }]);
        List<TagHistoryEntry> page = [new TagHistoryEntry { Name = "old", ManifestDigest = "sha256:0", End = DateTimeOffset.UnixEpoch }];
        seam.RemoveRepeats(page);
        Assert.Empty(page);
    }

    [Fact]
    public async Task Of_two_rows_that_look_alike_only_the_shifted_one_is_taken_off()
    {
        var app = new AcmeApp();
        app.PushAtOnce("a", "a", "a");
        app.Quay.Changes.BeforeRequest(2, () => app.Push("new"));
        Assert.Equal(["a", "a", "a"], await app.ReadNamesAsync(pageSize: 2));
    }

    [Fact]
    public async Task A_row_that_looks_like_one_long_before_the_seam_is_given()
    {
        // One tag flips between two manifests within a second: the third row looks like the first.
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
    public async Task Two_rows_of_one_second_with_the_seam_between_them_are_two_if_anything_tells_them_apart(string digest, bool reversion)
    {
        var app = new AcmeApp();
        app.Repository.Push("a", "sha256:0");
        FakeTagEntry second = reversion ? app.Repository.Restore("a", digest) : app.Repository.Push("a", digest);
        Assert.Equal(reversion, second.IsReversion);
        Assert.Equal(2, (await app.ReadNamesAsync(pageSize: 1)).Count);
    }

    [Fact]
    public async Task A_shift_is_seen_even_when_the_collector_removes_one_of_its_rows()
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
    public async Task Every_row_that_was_there_throughout_comes_exactly_once()
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
            return throughout.All(row => read.Count(entry => AcmeApp.Is(row, entry)) == 1) && read.Distinct().Count() == read.Count;
        });
    }

    [Fact]
    public async Task Pushes_of_one_second_that_fill_more_than_a_page_double_nothing()
    {
        var app = new AcmeApp();
        app.Push("a", "b", "c", "d", "e", "f", "g", "h");
        app.Quay.Changes.BeforeRequest(2, () => app.PushAtOnce([.. Enumerable.Range(0, 6).Select(i => $"new-{i}")]));
        List<string> names = await app.ReadNamesAsync(pageSize: 4);
        Assert.Equal(["h", "g", "f", "e", "d", "c", "b", "a"], names.Where(name => name.Length == 1));
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public async Task A_shift_of_several_pages_is_not_taken_for_a_list_that_starts_again()
    {
        AcmeApp app = AcmeApp.Of(rows: 300);
        app.Quay.Changes.BeforeRequest(5, () => app.Push([.. Enumerable.Range(0, 150).Select(i => $"new-{i}")]));
        Assert.Equal(Enumerable.Range(0, 300).Reverse().Select(i => $"tag-{i}"), await app.ReadNamesAsync(pageSize: 50));
    }

    [Fact]
    public async Task A_list_that_starts_again_far_behind_is_an_error_and_never_a_loop()
    {
        AcmeApp app = AcmeApp.Of(rows: 1200);
        app.Quay.Faults.Always(app.StartsAgainAfter(pages: 11));
        using QuayClient client = app.Quay.CreateClient();
        var error = await Assert.ThrowsAsync<QuayResponseException>(async () => await client.Tags.GetHistory("acme/app").CountAsync());
        Assert.Contains("repeat", error.Message, StringComparison.Ordinal);
        Assert.Equal(12, app.Quay.Requests.Count);
    }

    [Fact]
    public async Task Whatever_else_the_collector_and_the_pushes_do_no_row_comes_twice()
    {
        Gen<(string[] Before, int PageSize, int StartPage, (string[] Push, int Collect)[] Between)> histories = Gen.Select(
            TagName.Array[0, 60], Gen.Int[1, 8], Gen.Int[1, 3], Gen.Select(TagName.Array[0, 12], Gen.Int[0, 8]).Array[0, 12]);
        await histories.SampleAsync(async history =>
        {
            var app = new AcmeApp();
            app.Push(history.Before);
            app.BetweenRequests(history.Between, change =>
            {
                app.Push(change.Push);
                app.Repository.Entries.Where(row => row.End is not null).Take(change.Collect).ToList().ForEach(app.Repository.Collect);
            });
            List<TagHistoryEntry> read = await app.ReadAsync(history.PageSize, history.StartPage);
            return read.DistinctBy(row => (row.Name, row.Start)).Count() == read.Count;
        });
    }

    [Fact]
    public async Task Of_rows_at_rest_none_is_lost_that_anything_tells_apart_however_fast_they_came()
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

            // Rows of one tag, manifest and second that also ended within it look like one row read twice.
            List<TagHistoryEntry> read = await app.ReadAsync(pageSize);
            return app.Repository.Entries
                .GroupBy(row => (row.Name, row.Digest, Second: SecondOf(row.Start), EndedAtOnce: SecondOf(row.End) == SecondOf(row.Start)))
                .All(alike => read.Count(
                    row => AcmeApp.Is(alike.First(), row) && (row.End == row.Start) == alike.Key.EndedAtOnce) is var count
                    && count >= 1 && count <= alike.Count());
        });
    }

    [Fact]
    public async Task A_history_at_rest_is_given_as_it_is_whatever_the_page_size()
    {
        await Gen.Select(TagName.Array[0, 80], Gen.Int[1, 100]).SampleAsync(async (tags, pageSize) =>
        {
            var app = new AcmeApp();
            app.Push(tags);
            List<TagHistoryEntry> read = await app.ReadAsync(pageSize);
            return read.Count == tags.Length
                && app.Repository.Entries.Zip(read).All(pair => AcmeApp.Is(pair.First, pair.Second))
                && app.Quay.Requests.Count == Math.Max(1, (tags.Length + pageSize - 1) / pageSize);
        });
    }

    private static long? SecondOf(DateTimeOffset? time) => time?.ToUnixTimeSeconds();
}
