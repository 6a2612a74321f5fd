namespace Quay.Client;

/// <summary>Specifies which entries of a tag history are read, and how. The default reads every entry, 100 per page.</summary>
public sealed record TagHistoryQuery
{
    /// <summary>The maximum number of entries per page.</summary>
    public const int MaxPageSize = 100;

    internal const int MaxPagesAtATime = 64;

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
    /// Gets whether only the current entries of live tags are read (Quay's <c>onlyActiveTags</c>). A tag that is moved during the
    /// enumeration can be missing, because its old entry leaves the list and its new one is at the start.
    /// </summary>
    public bool OnlyActiveTags { get; init; }

    /// <summary>
    /// Gets the number of entries per page (Quay's <c>limit</c>), from 1 to 100. Default is 100. The pages overlap, so after the first one
    /// the client also requests other numbers.
    /// </summary>
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
    /// Gets the position after which the history is read (<see cref="QuayPage{T}.PositionAfter"/>); null for the start. It must come from
    /// the same history and a query for the same tags. Whatever was written since, entries that have not changed are returned exactly once.
    /// </summary>
    public ListPosition? StartAfter { get; init; }

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

    /// <summary>Returns the name of the list for messages and positions.</summary>
    internal string Describe(RepositoryName repository) =>
        $"The tag history of {repository}" + (OnlyActiveTags || SpecificTag is not null || NameFilter is not null ? $" ({Tags()})" : "");

    /// <summary>Returns the key of the list in positions: the address of its pages.</summary>
    internal string AddressOf(RepositoryName repository)
    {
        string?[] parameters =
        [
            SpecificTag is null ? null : $"specificTag={SpecificTag}",
            NameFilter is null ? null : $"filter_tag_name={NameFilter.ToParameter()}",
            OnlyActiveTags ? "onlyActiveTags=true" : null,
        ];
        return $"/api/v1/repository/{repository}/tag/?{string.Join('&', parameters.OfType<string>())}".TrimEnd('?');
    }

    /// <summary>Returns the query on one line.</summary>
    public override string ToString()
    {
        string start = StartAfter is null ? "" : SafeLine.Of($", after {StartAfter.ItemsRead} entries");
        return SafeLine.Of($"{Tags()}{start}, {PageSize} a page");
    }

    private string Tags()
    {
        string name = SpecificTag is null ? "" : " named " + SpecificTag;
        string filter = NameFilter is null ? "" : " with " + NameFilter;
        return (OnlyActiveTags ? "active" : "all") + $" tags{name}{filter}";
    }
}
