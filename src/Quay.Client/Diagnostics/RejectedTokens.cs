namespace Quay.Client;

/// <summary>Remembers the tokens whose rejection was reported, so that it is reported once. Thread-safe.</summary>
internal sealed class RejectedTokens
{
    // A provider can return any number of tokens. After this many, the oldest may be reported again.
    private const int MaxCount = 32;

    private readonly Lock _lock = new();
    private readonly List<string> _tokens = [];
    private int _count;

    // Avoids the lock while no token is rejected.
    public bool HasAny => Volatile.Read(ref _count) > 0;

    // Returns false if the token is already known.
    public bool TryAdd(string token)
    {
        lock (_lock)
        {
            if (_tokens.Contains(token))
            {
                return false;
            }

            if (_tokens.Count == MaxCount)
            {
                _tokens.RemoveAt(0);
            }

            _tokens.Add(token);
            _count = _tokens.Count;
            return true;
        }
    }

    public void Remove(string token)
    {
        lock (_lock)
        {
            _tokens.Remove(token);
            _count = _tokens.Count;
        }
    }
}
