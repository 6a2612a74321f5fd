namespace Quay.Client;

/// <summary>The validated options, as they were when the client was created.</summary>
internal sealed class TransportSettings
{
    public required Uri Endpoint { get; init; }

    /// <summary>Gets the function that returns the token of an attempt; null if the client is anonymous.</summary>
    public required Func<CancellationToken, ValueTask<string?>>? TokenProvider { get; init; }

    public required int MaxRetries { get; init; }

    public required TimeSpan RetryDelay { get; init; }

    public required TimeSpan MaxRetryDelay { get; init; }

    public required TimeSpan AttemptTimeout { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required long MaxResponseBytes { get; init; }

    public required bool RecoverLostWrites { get; init; }

    public required int MaxConcurrentPages { get; init; }

    public required TimeProvider TimeProvider { get; init; }
}
