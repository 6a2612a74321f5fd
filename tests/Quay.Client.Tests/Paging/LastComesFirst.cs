using Quay.Client.Testing;

namespace Quay.Client.Tests.Paging;

/// <summary>
/// A network in which requests that are under way together reach the fake in the order opposite to that in which they were sent.
/// </summary>
internal sealed class LastComesFirst : DelegatingHandler
{
    private readonly Lock _lock = new();
    private readonly Stack<TaskCompletionSource> _waiting = new();

    public LastComesFirst(FakeQuay quay)
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

        // The others that go with this one are sent before anything else is done on this thread.
        _ = Task.Run(LetOneGo, CancellationToken.None);
        await turn.Task.WaitAsync(cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }

    private void LetOneGo()
    {
        lock (_lock)
        {
            _waiting.Pop().SetResult();
        }
    }
}
