namespace Quay.Client;

/// <summary>The entries of a tag history to read, and how to read them. The default reads every entry, 100 per page.</summary>
public sealed record TagHistoryQuery
{
    /// <summary>The maximum number of entries that Quay returns on a page.</summary>
    public const int MaxPageSize = 100;

    internal const int MaxPagesAtATime = 64;

    private const int MaxStartPage = 1_000_000;

    /// <summary>Gets the only tag to read (Quay's <c>specificTag</c>); null for all tags.</summary>
    public TagName? SpecificTag
    {
        get;
        init
        {
            value?.ThrowIfDefault();
            field = value;
        }
    }

    /// <summary>Gets the filter on the names of tags (Quay's <c>filter_tag_name</c>); null for all tags.</summary>
    public TagNameFilter? NameFilter { get; init; }

    /// <summary>
    /// Gets a value that indicates whether only entries that are alive now are read (Quay's <c>onlyActiveTags</c>). If a tag is deleted or
    /// moved during the enumeration, the list can skip another tag. To miss none, read the whole history and compare each entry with one
    /// instant: <see cref="TagHistoryEntry.IsAliveAt"/>.
    /// </summary>
    public bool OnlyActiveTags { get; init; }

    /// <summary>Gets the number of entries per page (Quay's <c>limit</c>), from 1 to 100. Default is 100.</summary>
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
    /// Gets the maximum number of concurrent page requests, from 1 to 64; null for <see cref="QuayClientOptions.MaxConcurrentPages"/>.
    /// Entries are returned in order.
    /// </summary>
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
    /// Gets the first page to read (Quay's <c>page</c>), from 1 to 1,000,000. Default is 1, the newest entries. Each push shifts the
    /// entries of all pages.
    /// </summary>
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
    /// Returns the predicate for the query, null for every entry. The client filters again because an old server ignores a filter that it
    /// does not know.
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
        return SafeLine.Of($"{tags}{name}{filter}, from page {StartPage}, {PageSize} a page");
    }
}
