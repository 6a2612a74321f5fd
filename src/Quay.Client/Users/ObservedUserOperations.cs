namespace Quay.Client;

/// <summary>Adds spans and metrics to the operations on users.</summary>
internal sealed class ObservedUserOperations(IUserOperations operations, OperationObserver observer) : IUserOperations
{
    public Task<User> GetCurrentAsync(CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.users.get_current");
        return operation.Observe(operations.GetCurrentAsync(cancellationToken));
    }

    public Task<TokenCheck> CheckTokenAsync(CancellationToken cancellationToken = default)
    {
        using OperationScope operation = observer.Begin("quay.users.check_token");
        return operation.Observe(operations.CheckTokenAsync(cancellationToken));
    }
}
