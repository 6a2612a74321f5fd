namespace Quay.Client;

/// <summary>Specifies which entries of a tag history are read, and how. The default reads every entry, 100 per page.</summary>
public sealed record TagHistoryQuery
{
    /// <summary>The maximum number of entries per page.</summary>
    public const int MaxPageSize = 100;

    internal const int MaxPagesAtATime = 64;

    private const int MaxStartPage = 1_000_000;

    /// <summary>Gets the tag to read (Quay's <c>specificTag</c>); null for all tags.</summary>
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
    /// Gets whether only the current entries of live tags are read (Quay's <c>onlyActiveTags</c>). If a tag is deleted or moved during the
    /// enumeration, the list can skip another tag. To get every live tag, read the whole history and call
    /// <see cref="TagHistoryEntry.IsAliveAt"/> on each entry with the same instant.
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
    /// Gets the maximum number of concurrent page requests, from 1 to 64. Null uses <see cref="QuayClientOptions.MaxConcurrentPages"/> of
    /// the client. Entries are always returned in order.
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
    /// Gets the first page to read (Quay's <c>page</c>), from 1 to 1,000,000. Default is 1, which has the newest entries. Each push shifts
    /// all entries, so a page number does not identify the same entries later.
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
    /// Returns a predicate that selects the entries of the query; null to select all. The client filters too, because an old server ignores
    /// a filter that it does not support.
    /// </summary>
    internal Predicate<TagHistoryEntry>? Filter(TimeProvider serverClock)
    {
        string? specificTag = SpecificTag?.ToString();
        return specificTag is null && NameFilter is null && !OnlyActiveTags
            ? null
            : entry => (specificTag is null || entry.Name == specificTag)
                && NameFilter?.Matches(entry.Name) != false

                // IsAliveAt would also exclude a start in the future, which only shows that this clock is behind the server's.
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
