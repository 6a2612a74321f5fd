namespace Quay.Client;

/// <summary>Holds the requests that wait for a permit, in the order in which they get one.</summary>
internal sealed class WaitingRequests
{
    private readonly LinkedList<WaitingRequest>[] _byPriority = [new(), new(), new()];

    public int Count { get; private set; }

    public WaitingRequest? First
    {
        get
        {
            foreach (LinkedList<WaitingRequest> requests in _byPriority)
            {
                if (requests.First is { } first)
                {
                    return first.Value;
                }
            }

            return null;
        }
    }

    public void Add(WaitingRequest request)
    {
        _byPriority[(int)request.Priority].AddLast(request.Place);
        Count++;
    }

    // Returns false if the request no longer waits.
    public bool Remove(WaitingRequest request)
    {
        if (request.Place.List is not { } requests)
        {
            return false;
        }

        requests.Remove(request.Place);
        Count--;
        return true;
    }

    public List<WaitingRequest> RemoveAll(Predicate<WaitingRequest> condition)
    {
        List<WaitingRequest> removed = [.. _byPriority.SelectMany(requests => requests).Where(request => condition(request))];
        removed.ForEach(request => Remove(request));
        return removed;
    }
}
