using System.Diagnostics;

namespace Quay.Client;

/// <summary>Makes an operation the current one while its call is started. Without listeners, there is no operation.</summary>
internal readonly struct OperationScope(ObservedOperation? operation, Activity? caller) : IDisposable
{
    public Task<T> Observe<T>(Task<T> call) => operation?.CompleteAsync(call) ?? call;

    public Task Observe(Task call) => operation?.CompleteAsync(call) ?? call;

    public void Dispose()
    {
        if (operation is not null)
        {
            operation.EndIfThrown();
            Activity.Current = caller;
        }
    }
}
