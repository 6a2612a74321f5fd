namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>Specifies which tags a simulated list contains.</summary>
internal sealed record ListFilter(string? SpecificTag = null, TagNameFilter? NameFilter = null, bool OnlyActiveTags = false)
{
    public TagHistoryQuery ToQuery() => new()
    {
        SpecificTag = SpecificTag is { } tag ? TagName.Parse(tag) : default(TagName?),
        NameFilter = NameFilter,
        OnlyActiveTags = OnlyActiveTags,
    };

    public bool Matches(string name) => (SpecificTag is null || name == SpecificTag) && NameFilter?.Matches(name) != false;

    /// <summary>Determines whether a request has the parameters of this filter.</summary>
    public bool IsRequestedBy(IReadOnlyDictionary<string, string> parameters) =>
        parameters.GetValueOrDefault("specificTag") == SpecificTag
        && parameters.GetValueOrDefault("filter_tag_name") == NameFilter?.ToString()
        && parameters.ContainsKey("onlyActiveTags") == OnlyActiveTags;
}
