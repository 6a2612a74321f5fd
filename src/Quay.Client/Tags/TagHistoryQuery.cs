namespace Quay.Client;

/// <summary>Which rows of a tag history to read, and how. It cannot change once made. The default reads every row, 100 a page.</summary>
public sealed record TagHistoryQuery
{
    /// <summary>The most rows that Quay gives on a page.</summary>
    public const int MaxPageSize = 100;

    /// <summary>The most pages that can be requested at a time.</summary>
    internal const int MaxPagesAtATime = 64;

    private const int MaxStartPage = 1_000_000;

    /// <summary>
    /// Gets the only tag to read (Quay's <c>specificTag</c>); null for all tags. It can be a name that only a restoration can create, such as
    /// <c>a b</c>.
    /// </summary>
    /// <exception cref="ArgumentException">No tag can have this name: it is empty, contains a slash, or is longer than 255 characters.</exception>
    public TagName? SpecificTag
    {
        get;
        init
        {
            value?.ThrowIfDefault();
            field = value;
        }
    }

    /// <summary>Reads the rows of tags whose name passes a filter (Quay's <c>filter_tag_name</c>); null for all tags.</summary>
    public TagNameFilter? NameFilter { get; init; }

    /// <summary>
    /// Reads the rows that are alive now, and leaves out those that ended (Quay's <c>onlyActiveTags</c>); false reads both. A tag that is deleted or
    /// moved while such a list is read can make Quay skip another one: to miss none, read the whole history and ask each row whether it
    /// <see cref="TagHistoryEntry.IsAliveAt"/> one instant, a little before the reading began.
    /// </summary>
    public bool OnlyActiveTags { get; init; }

    /// <summary>How many rows to ask for at a time (Quay's <c>limit</c>): 1 to 100, which is the default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1, or more than 100, which Quay would lower without a word.</exception>
    public int PageSize
    {
        get;
        init
        {
            OutOfRange.ThrowIfNotBetween(value, 1, MaxPageSize, nameof(PageSize));
            field = value;
        }
    } = MaxPageSize;

    /// <summary>
    /// How many pages are requested at a time: 1 to 64; null, the default, for that of the client's options. The rows come in order all the same.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1, or more than 64.</exception>
    public int? MaxConcurrentPages
    {
        get;
        init
        {
            if (value is { } pages)
            {
                OutOfRange.ThrowIfNotBetween(pages, 1, MaxPagesAtATime, nameof(MaxConcurrentPages));
            }

            field = value;
        }
    }

    /// <summary>
    /// The page to start at (Quay's <c>page</c>): 1, the default, has the newest rows. Each push shifts the rows: a page
    /// holds what is there when it is asked for.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1, or more than a million, which no history has.</exception>
    public int StartPage
    {
        get;
        init
        {
            OutOfRange.ThrowIfNotBetween(value, 1, MaxStartPage, nameof(StartPage));
            field = value;
        }
    } = 1;

    /// <summary>
    /// Returns the predicate for the query, null for every entry. The client filters again because an old server ignores a filter that it does not know.
    /// </summary>
    internal Predicate<TagHistoryEntry>? Filter(TimeProvider serverClock)
    {
        string? specificTag = SpecificTag?.ToString();
        return specificTag is null && NameFilter is null && !OnlyActiveTags
            ? null
            : entry => (specificTag is null || entry.Name == specificTag)
                && NameFilter?.Matches(entry.Name) != false

                // Not IsAliveAt: a start in the future only shows that the clock is behind the server's.
                && (!OnlyActiveTags || !(entry.End <= serverClock.GetUtcNow()));
    }

    /// <summary>Returns the query on one line.</summary>
    public override string ToString()
    {
        string tags = (OnlyActiveTags ? "active" : "all") + " tags";
        string name = SpecificTag is null ? "" : " named " + SpecificTag;
        string filter = NameFilter is null ? "" : " with " + NameFilter;
        return SafeText.Line($"{tags}{name}{filter}, from page {StartPage}, {PageSize} a page");
    }
}
