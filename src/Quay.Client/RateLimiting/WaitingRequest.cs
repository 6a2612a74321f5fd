namespace Quay.Client;

/// <summary>
/// Represents a request that waits for a permit. Its continuation runs asynchronously, because the permit is granted within a lock.
/// </summary>
internal sealed class WaitingRequest : TaskCompletionSource<RequestPermit>
{
    public WaitingRequest(RequestLimiter limiter, RequestPriority priority, Patience patience)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        (Limiter, Priority, Patience) = (limiter, priority, patience);
        Place = new LinkedListNode<WaitingRequest>(this);
    }

    public RequestLimiter Limiter { get; }

    public RequestPriority Priority { get; }

    public Patience Patience { get; }

    public LinkedListNode<WaitingRequest> Place { get; }
}
