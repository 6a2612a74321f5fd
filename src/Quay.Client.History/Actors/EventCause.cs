namespace Quay.Client.History;

/// <summary>Represents the events that one action caused, by their positions in the list of events. Usually it is one event.</summary>
internal sealed class EventCause(IReadOnlyList<int> positions, TagEvent happened)
{
    public IReadOnlyList<int> Positions => positions;

    // Gets the first of the events.
    public TagEvent Event => happened;

    // Returns the causes of the events of one tag. One permanent deletion removes all past entries of a tag with the same manifest.
    public static List<EventCause> Of(IEnumerable<int> positions, IReadOnlyList<TagEvent> events) =>
    [
        .. positions.GroupBy(i => events[i] is { Kind: TagEventKind.PermanentlyDeleted } deleted
                ? (deleted.At, deleted.Entry?.ManifestDigest, Single: -1)
                : (null, null, Single: i))
            .Select(same => new EventCause([.. same], events[same.First()])),
    ];
}
