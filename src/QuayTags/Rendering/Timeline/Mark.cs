using Quay.Client.History;

namespace QuayTags;

/// <summary>Something that happened to a tag, and where it is drawn.</summary>
internal sealed record Mark(TagEvent Event, Bar Bar)
{
    public TagEventKind Kind => Event.Kind;

    public bool IsAtEnd =>
        Kind is TagEventKind.Removed or TagEventKind.Expired or TagEventKind.WillExpire or TagEventKind.PermanentlyDeleted;

    /// <summary>
    /// Whether the bar begins with it. A tag that points again at an earlier row,
    /// when a later one ends, is marked in the middle of the bar.
    /// </summary>
    public bool IsAtStart => !IsAtEnd && At == Bar.Start;

    public DateTimeOffset At => IsAtEnd ? Bar.End : Event.At ?? Bar.Start;
}
