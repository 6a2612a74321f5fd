using Quay.Client.Names;
using Quay.Client.Tags;

namespace Quay.Client.History;

/// <summary>Which tags of a history are read.</summary>
/// <param name="Pattern">A name or a glob; null for all tags.</param>
/// <param name="Tag">One tag by its exact name, which may hold what a glob cannot; null unless there is no pattern.</param>
internal readonly record struct TagSelection(string? Pattern, string? Tag)
{
    /// <summary>What Quay is asked for. It filters by a part of the name only; the rest of a glob is applied here.</summary>
    public TagHistoryQuery Query => (Tag ?? Pattern) switch
    {
        null => new TagHistoryQuery(),
        { } name when Tag is not null || TagGlob.IsName(name) => new TagHistoryQuery { SpecificTag = name },
        { } glob when TagGlob.LongestText(glob) is { Length: > 0 } text => new TagHistoryQuery { NameFilter = TagNameFilter.Like(text) },
        _ => new TagHistoryQuery(),
    };

    public static implicit operator TagSelection(string? pattern) => new(pattern, Tag: null);

    public static TagSelection One(string tag) => new(Pattern: null, tag);

    public bool Matches(string tag) => Tag is not null ? tag == Tag : Pattern is null || TagGlob.Matches(Pattern, tag);
}
