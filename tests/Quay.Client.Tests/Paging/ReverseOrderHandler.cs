using Quay.Client.Testing;

namespace Quay.Client.Tests.Paging;

/// <summary>
/// Passes concurrent requests to the fake in the reverse of the order in which they were sent.
/// </summary>
internal sealed class ReverseOrderHandler : DelegatingHandler
{
    private readonly Lock _lock = new();
    private readonly Stack<TaskCompletionSource> _waiting = new();

    public ReverseOrderHandler(FakeQuay quay)
        : base(new FakeQuayHandler(quay))
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Push(turn);
        }

        // The thread sends all concurrent requests before this task runs.
        _ = Task.Run(ReleaseLast, CancellationToken.None);
        await turn.Task.WaitAsync(cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }

    private void ReleaseLast()
    {
        lock (_lock)
        {
            _waiting.Pop().SetResult();
        }
    }
}
