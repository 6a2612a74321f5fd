namespace Quay.Client;

/// <summary>What a client and its handlers need to know: the checked options, as they were when it was made.</summary>
internal sealed class TransportSettings
{
    private ServerClock? _serverClock;

    /// <summary>The root of the Quay, with a path if it is served under one.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Gives the token of one attempt, or null for none; null when the client is anonymous.</summary>
    public required Func<CancellationToken, ValueTask<string?>>? TokenProvider { get; init; }

    public required int MaxRetries { get; init; }

    public required TimeSpan RetryDelay { get; init; }

    public required TimeSpan MaxRetryDelay { get; init; }

    public required TimeSpan AttemptTimeout { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required long MaxResponseBytes { get; init; }

    /// <summary>Whether a write whose answer was lost is looked after.</summary>
    public required bool RecoverLostWrites { get; init; }

    /// <summary>How many pages of a list are requested at a time where a query does not say.</summary>
    public required int MaxConcurrentPages { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    /// <summary>What time it is for the server, as its answers tell.</summary>
    public ServerClock ServerClock => LazyInitializer.EnsureInitialized(ref _serverClock, () => new ServerClock(TimeProvider));

    /// <summary>What the client's lists go by, and its answers tell.</summary>
    public AdaptiveRateLimiter AdaptiveRateLimiter { get; } = new();
}
