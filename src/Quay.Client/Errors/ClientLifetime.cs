namespace Quay.Client;

/// <summary>Tracks whether a client was disposed, so that a call in progress does not look cancelled by its caller.</summary>
internal sealed class ClientLifetime : IDisposable
{
    // Not disposed: it holds neither a timer nor a handle, and calls that end later still read its token.
#pragma warning disable CA2213
    private readonly CancellationTokenSource _end = new();
#pragma warning restore CA2213

    // Gets a token that is cancelled when the client is disposed.
    public CancellationToken End => _end.Token;

    public bool IsOver => _end.IsCancellationRequested;

    // Creates the exception for a call that the disposal ended.
    public static ObjectDisposedException Ended(string what, Exception? fault) =>
        new($"{what}: the QuayClient was disposed. A write that was in progress may have been applied.", fault);

    public void Dispose() => _end.Cancel();
}
