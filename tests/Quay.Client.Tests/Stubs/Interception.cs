namespace Quay.Client.Tests.Stubs;

/// <summary>Runs a callback before selected requests, or after them, which can hold or fail them.</summary>
internal sealed class Interception(
    Predicate<HttpRequestMessage> selects, Func<HttpRequestMessage, Task>? before = null, Func<HttpRequestMessage, Task>? after = null)
    : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool isSelected = selects(request);
        if (isSelected && before is not null)
        {
            await before(request).WaitAsync(cancellationToken);
        }

        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (isSelected && after is not null)
        {
            await after(request).WaitAsync(cancellationToken);
        }

        return response;
    }
}
