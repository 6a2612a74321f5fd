namespace Quay.Client.Testing.Tests.Paging;

/// <summary>
/// What a change between two page requests does to the pages: as it was seen of Quay,
/// and where that was not tried, as Quay's rules have it.
/// </summary>
public class ChangeBetweenPagesTests
{
    private static readonly string[][] Unchanged = [["f6", "e5"], ["d4", "c3"], ["b2", "a1"]];
    private static readonly string[][] Shifted = [["f6", "e5"], ["e5", "d4"], ["c3", "b2"], ["a1"]];

    [Fact]
    public void A_push_brings_the_last_row_of_a_page_again()
    {
        PageWalk walk = PageWalk.History(repository => repository.Push("g"));
        Assert.Equal(Shifted, walk.Pages);
        Assert.Equal(["e5"], walk.Repeated);
        Assert.Empty(walk.Skipped);
    }

    [Fact]
    public void A_push_brings_the_last_active_row_of_a_page_again()
    {
        PageWalk walk = PageWalk.ActiveTags(repository => repository.Push("g"));
        Assert.Equal(Shifted, walk.Pages);
        Assert.Equal(["e5"], walk.Repeated);
        Assert.Empty(walk.Skipped);
    }

    [Theory]
    [InlineData("f")]
    [InlineData("a")]
    public void A_move_brings_the_last_row_of_a_page_again_whichever_tag_it_moves(string tag)
    {
        PageWalk walk = PageWalk.History(repository => repository.Move(tag, repository.FindTag("d")!.Digest));
        Assert.Equal(Shifted, walk.Pages);
        Assert.Equal(["e5"], walk.Repeated);
        Assert.Empty(walk.Skipped);
    }

    [Fact]
    public void A_moved_tag_that_was_still_to_come_is_missed_among_the_active_ones_and_another_comes_twice()
    {
        PageWalk walk = PageWalk.ActiveTags(repository => repository.Move("a", repository.FindTag("d")!.Digest));
        Assert.Equal([["f6", "e5"], ["e5", "d4"], ["c3", "b2"]], walk.Pages);
        Assert.Equal(["e5"], walk.Repeated);
        Assert.Equal(["a"], walk.Missed);
    }

    [Fact]
    public void A_moved_tag_that_has_come_shifts_no_active_row_by_the_rules()
    {
        PageWalk walk = PageWalk.ActiveTags(repository => repository.Move("f", repository.FindTag("d")!.Digest));
        Assert.Equal(Unchanged, walk.Pages);
        Assert.Empty(walk.Missed);
    }

    [Fact]
    public void A_deletion_shifts_no_row_and_gives_its_own_an_end()
    {
        PageWalk walk = PageWalk.History(repository =>
        {
            repository.DeleteTag("f");
            repository.DeleteTag("c");
        });
        Assert.Equal(Unchanged, walk.Pages);
        Assert.Equal(97, (long)walk.Entries["c"]["end_ts"]! - (long)walk.Entries["c"]["start_ts"]!);
        Assert.Equal("Mon, 23 Nov 2026 12:01:40 -0000", (string?)walk.Entries["c"]["expiration"]);
        Assert.Null(walk.Entries["d"]["end_ts"]);
        Assert.False(walk.Entries["f"].ContainsKey("end_ts"));
    }

    [Fact]
    public void A_deletion_skips_an_active_row()
    {
        PageWalk walk = PageWalk.ActiveTags(repository => repository.DeleteTag("f"));
        Assert.Equal([["f6", "e5"], ["c3", "b2"], ["a1"]], walk.Pages);
        Assert.Empty(walk.Repeated);
        Assert.Equal(["d4"], walk.Skipped);
    }

    [Fact]
    public void A_deletion_of_what_is_still_to_come_skips_no_active_row()
    {
        PageWalk walk = PageWalk.ActiveTags(repository => repository.DeleteTag("c"));
        Assert.Equal([["f6", "e5"], ["d4", "b2"], ["a1"]], walk.Pages);
        Assert.Empty(walk.Skipped);
    }

    [Fact]
    public void A_changed_expiration_shifts_no_row()
    {
        PageWalk walk = PageWalk.History(ExpireSome);
        Assert.Equal(Unchanged, walk.Pages);
        Assert.Equal(86_400, (long)walk.Entries["c"]["end_ts"]! - (long)walk.Entries["c"]["start_ts"]!);
    }

    [Fact]
    public void A_changed_expiration_shifts_no_active_row_by_the_rules() => Assert.Equal(Unchanged, PageWalk.ActiveTags(ExpireSome).Pages);

    [Fact]
    public void A_permanent_deletion_shifts_no_row_and_ends_its_own_before_it_began()
    {
        PageWalk walk = PageWalk.History(repository =>
        {
            repository.DeleteTagPermanently("f");
            repository.DeleteTagPermanently("c");
        });
        Assert.Equal(Unchanged, walk.Pages);
        Assert.Equal(97 - (14 * 86_400), (long)walk.Entries["c"]["end_ts"]! - (long)walk.Entries["c"]["start_ts"]!);
    }

    [Fact]
    public void A_permanent_deletion_skips_an_active_row_by_the_rules()
    {
        PageWalk walk = PageWalk.ActiveTags(repository => repository.DeleteTagPermanently("f"));
        Assert.Equal([["f6", "e5"], ["c3", "b2"], ["a1"]], walk.Pages);
        Assert.Equal(["d4"], walk.Skipped);
    }

    [Fact]
    public void The_collector_skips_a_row_that_survives()
    {
        PageWalk walk = PageWalk.History(repository => repository.Collect(), beforehand: repository => repository.DeleteTag("f"));
        Assert.Equal([["f6", "e5"], ["c3", "b2"], ["a1"]], walk.Pages);
        Assert.Empty(walk.Repeated);
        Assert.Equal(["d4"], walk.Skipped);
    }

    [Fact]
    public void The_collector_shifts_no_active_row_by_the_rules()
    {
        PageWalk walk = PageWalk.ActiveTags(repository => repository.Collect(), beforehand: repository => repository.DeleteTag("f"));
        Assert.Equal([["e5", "d4"], ["c3", "b2"], ["a1"]], walk.Pages);
        Assert.Equal(5, walk.Repository.Entries.Count);
    }

    private static void ExpireSome(Testing.FakeRepository repository)
    {
        repository.Expire("f", repository.FindTag("f")!.Start.AddDays(1));
        repository.Expire("c", repository.FindTag("c")!.Start.AddDays(1));
    }
}
