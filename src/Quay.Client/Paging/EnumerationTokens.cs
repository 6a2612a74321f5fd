namespace Quay.Client;

/// <summary>Combines the cancellation tokens of the method that returned a list and of one enumeration of the list.</summary>
internal sealed class EnumerationTokens : IDisposable
{
    private readonly CancellationToken _method;
    private readonly CancellationToken _enumerator;
    private readonly CancellationTokenSource? _both;

    public EnumerationTokens(CancellationToken method, CancellationToken enumerator)
    {
        (_method, _enumerator) = (method, enumerator);

        // Tokens are linked only if both can be cancelled.
        _both = method.CanBeCanceled && enumerator.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(method, enumerator)
            : null;
        Either = _both?.Token ?? (method.CanBeCanceled ? method : enumerator);
    }

    public CancellationToken Either { get; }

    public void ThrowIfCancelled()
    {
        _method.ThrowIfCancellationRequested();
        _enumerator.ThrowIfCancellationRequested();
    }

    public async ValueTask<T> WaitAsync<T>(Task<T> response)
    {
        try
        {
            return await response.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (Either.IsCancellationRequested)
        {
            // The caller expects its own token in the exception, not the linked one.
            ThrowIfCancelled();
            throw;
        }
    }

    public void Dispose() => _both?.Dispose();
}
