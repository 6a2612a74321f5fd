namespace Quay.Client.History;

public partial interface IHistoryOperations
{
    /// <summary>
    /// Adds the actor of each event to a timeline: who caused the event, and how. It comes from the usage log of the repository. An event
    /// without a matching log entry gets a <see cref="TagEventActor.Reason"/>.
    /// </summary>
    /// <remarks>
    /// <para>The token needs the scope <c>repo:admin</c>. Without it, each actor is unknown. The method reads the log of the days on
    /// which the events happened (<see cref="IRepositoryOperations.GetLogs"/>). This takes a request per 20 entries, and each pull is an
    /// entry.</para>
    /// <para>A log entry matches if it has the same tag, a fitting kind, no other digest, and a time from one second before to five seconds
    /// after the event. If entries of different actors match equally well, none is used. If the client detects missing entries, each event
    /// without a match has this <see cref="TagEventActor.Reason"/>.</para>
    /// </remarks>
    /// <param name="timeline">The timeline. It is not changed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A copy of the timeline, in which each event has an actor.</returns>
    Task<TagTimeline> AddActorsAsync(TagTimeline timeline, CancellationToken cancellationToken = default);
}
