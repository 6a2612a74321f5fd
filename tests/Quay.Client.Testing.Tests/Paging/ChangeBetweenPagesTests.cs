namespace Quay.Client.Testing.Tests.Paging;

/// <summary>Tests how a change between two page requests affects the pages: as observed with Quay, or by Quay's rules.</summary>
public class ChangeBetweenPagesTests
{
    private static readonly string[][] Unchanged = [["f6", "e5"], ["d4", "c3"], ["b2", "a1"]];
    private static readonly string[][] Shifted = [["f6", "e5"], ["e5", "d4"], ["c3", "b2"], ["a1"]];

    [Fact]
    public void Push_between_pages_repeats_the_last_entry_of_the_page()
    {
        PageWalk walk = PageWalk.History(repository => repository.Push("g"));
        Assert.Equal(Shifted, walk.Pages);
        Assert.Equal(["e5"], walk.Repeated);
        Assert.Empty(walk.Skipped);
    }

    [Fact]
    public void Push_between_pages_of_active_tags_repeats_the_last_entry()
    {
        PageWalk walk = PageWalk.ActiveTags(repository => repository.Push("g"));
        Assert.Equal(Shifted, walk.Pages);
        Assert.Equal(["e5"], walk.Repeated);
        Assert.Empty(walk.Skipped);
    }

    [Theory]
    [InlineData("f")]
    [InlineData("a")]
    public void Move_of_any_tag_between_pages_repeats_the_last_entry_of_the_page(string tag)
    {
        PageWalk walk = PageWalk.History(repository => repository.Move(tag, repository.FindTag("d")!.Digest));
        Assert.Equal(Shifted, walk.Pages);
        Assert.Equal(["e5"], walk.Repeated);
        Assert.Empty(walk.Skipped);
    }

    [Fact]
    public void Move_of_an_unread_tag_between_active_pages_misses_it_and_repeats_another()
    {
        PageWalk walk = PageWalk.ActiveTags(repository => repository.Move("a", repository.FindTag("d")!.Digest));
        Assert.Equal([["f6", "e5"], ["e5", "d4"], ["c3", "b2"]], walk.Pages);
        Assert.Equal(["e5"], walk.Repeated);
        Assert.Equal(["a"], walk.Missed);
    }

    [Fact]
    public void Move_of_a_tag_already_read_does_not_shift_active_pages()
    {
        PageWalk walk = PageWalk.ActiveTags(repository => repository.Move("f", repository.FindTag("d")!.Digest));
        Assert.Equal(Unchanged, walk.Pages);
        Assert.Empty(walk.Missed);
    }

    [Fact]
    public void Deletion_between_pages_shifts_no_entry_and_ends_the_deleted_one()
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
    public void Deletion_between_active_pages_skips_an_entry()
    {
        PageWalk walk = PageWalk.ActiveTags(repository => repository.DeleteTag("f"));
        Assert.Equal([["f6", "e5"], ["c3", "b2"], ["a1"]], walk.Pages);
        Assert.Empty(walk.Repeated);
        Assert.Equal(["d4"], walk.Skipped);
    }

    [Fact]
    public void Deletion_of_an_unread_tag_between_active_pages_skips_no_entry()
    {
        PageWalk walk = PageWalk.ActiveTags(repository => repository.DeleteTag("c"));
        Assert.Equal([["f6", "e5"], ["d4", "b2"], ["a1"]], walk.Pages);
        Assert.Empty(walk.Skipped);
    }

    [Fact]
    public void Changed_expiration_between_pages_shifts_no_entry()
    {
        PageWalk walk = PageWalk.History(ExpireSome);
        Assert.Equal(Unchanged, walk.Pages);
        Assert.Equal(86_400, (long)walk.Entries["c"]["end_ts"]! - (long)walk.Entries["c"]["start_ts"]!);
    }

    [Fact]
    public void Changed_expiration_between_active_pages_shifts_no_entry() => Assert.Equal(Unchanged, PageWalk.ActiveTags(ExpireSome).Pages);

    [Fact]
    public void Permanent_deletion_between_pages_shifts_no_entry()
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
    public void Permanent_deletion_between_active_pages_skips_an_entry()
    {
        PageWalk walk = PageWalk.ActiveTags(repository => repository.DeleteTagPermanently("f"));
        Assert.Equal([["f6", "e5"], ["c3", "b2"], ["a1"]], walk.Pages);
        Assert.Equal(["d4"], walk.Skipped);
    }

    [Fact]
    public void Collector_between_pages_makes_the_list_skip_an_entry()
    {
        PageWalk walk = PageWalk.History(repository => repository.Collect(), beforehand: repository => repository.DeleteTag("f"));
        Assert.Equal([["f6", "e5"], ["c3", "b2"], ["a1"]], walk.Pages);
        Assert.Empty(walk.Repeated);
        Assert.Equal(["d4"], walk.Skipped);
    }

    [Fact]
    public void Collector_between_active_pages_shifts_no_entry()
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
