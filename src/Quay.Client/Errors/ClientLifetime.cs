namespace Quay.Client.Errors;

/// <summary>How long a client lives, so that a call that its disposal ends does not look cancelled by the caller.</summary>
internal sealed class ClientLifetime : IDisposable
{
    // Not disposed: it holds neither a timer nor a handle, and a call that ends later still asks for its token.
#pragma warning disable CA2213
    private readonly CancellationTokenSource _end = new();
#pragma warning restore CA2213

    /// <summary>Cancelled when the client is disposed.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>Whether the client was disposed.</summary>
    public bool IsOver => _end.IsCancellationRequested;

    /// <param name="what">What was attempted, as the start of a sentence.</param>
    /// <param name="fault">What disposal did to it.</param>
    public static ObjectDisposedException Ended(string what, Exception? fault) =>
        new($"{what}: the QuayClient was disposed. A write that was under way may have had its effect.", fault);

    public void Dispose() => _end.Cancel();
}
