using Quay.Client.Tags;

namespace Quay.Client.History;

/// <summary>Tells the rows of a history as what happened to the tags.</summary>
public static class TagTimeline
{
    /// <summary>The events of all tags that the rows are of, the earliest first.</summary>
    /// <param name="rows">All rows of one or more tags, in Quay's order, which is the newest first.</param>
    /// <param name="readAt">When the rows were read.</param>
    /// <param name="window">How long the time machine keeps rows (<see cref="Repositories.Repository.TagExpiration"/>); null when that is not known.</param>
    /// <param name="earlier">
    /// A snapshot that was made before: a tag that had an expiry then, and ended at that time, has expired and was not deleted. Null for none.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null.</exception>
    public static IReadOnlyList<TagEvent> Of(
        IEnumerable<TagHistoryEntry> rows, DateTimeOffset readAt, TimeSpan? window, RepositorySnapshot? earlier = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var machine = new TimeMachine(readAt, window);
        return
        [
            .. rows.GroupBy(row => row.Name, StringComparer.Ordinal)
                .SelectMany(tag => TagLife.Tell(tag, machine, earlier))
                .OrderBy(happened => happened.At ?? happened.Row.Start ?? DateTimeOffset.MinValue)
                .ThenBy(happened => happened.Tag, StringComparer.Ordinal),
        ];
    }
}
