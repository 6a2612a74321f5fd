namespace Quay.Client.History;

/// <summary>Selects the tags of a history.</summary>
internal readonly record struct TagSelection(string? Pattern, string? Tag)
{
    // Gets the filter to send to Quay. Quay filters only by a part of the name; the client applies the rest of a glob.
    public TagHistoryQuery Query => (Tag ?? Pattern) switch
    {
        null => new TagHistoryQuery(),
        { } name when Tag is not null || TagGlob.IsName(name) => new TagHistoryQuery { SpecificTag = name },
        { } glob when TagGlob.LongestText(glob) is { Length: > 0 } text => new TagHistoryQuery { NameFilter = TagNameFilter.Like(text) },
        _ => new TagHistoryQuery(),
    };

    public static implicit operator TagSelection(string? pattern) => new(pattern, Tag: null);

    public static TagSelection One(TagName tag) => new(Pattern: null, tag.ToString());

    public bool Matches(string tag) => Tag is not null ? tag == Tag : Pattern is null || TagGlob.Matches(Pattern, tag);
}
