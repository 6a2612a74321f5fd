namespace Quay.Client;

/// <summary>Adds spans and metrics to the operations on the server.</summary>
internal sealed class ObservedServerOperations(IServerOperations operations, OperationObserver observer) : IServerOperations
{
    public Task<ServerCapabilities> GetCapabilitiesAsync(CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.server.get_capabilities");
        return operation.Observe(operations.GetCapabilitiesAsync(cancellationToken));
    }
}
