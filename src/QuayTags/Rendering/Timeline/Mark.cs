using Quay.Client.History;

namespace QuayTags;

/// <summary>Represents an event of a tag and its place in the picture.</summary>
internal sealed record Mark(TagEvent Event, Bar Bar)
{
    public TagEventKind Kind => Event.Kind;

    public bool IsAtEnd =>
        Kind is TagEventKind.Removed or TagEventKind.Expired or TagEventKind.WillExpire or TagEventKind.PermanentlyDeleted;

    /// <summary>
    /// Gets whether the bar begins with the event. The end of a later entry can make a tag point at an earlier one again, which is marked
    /// within the bar.
    /// </summary>
    public bool IsAtStart => !IsAtEnd && At == Bar.Start;

    public DateTimeOffset At => IsAtEnd ? Bar.End : Event.At ?? Bar.Start;
}
