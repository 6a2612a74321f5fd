using Quay.Client.Testing;

namespace Quay.Client.History.Tests.Stubs;

/// <summary>Changes the fake between two requests of one list: before each page but the first.</summary>
internal sealed class ChangesBetweenPages(HttpMessageHandler network) : DelegatingHandler(network)
{
    private int _pages;

    /// <summary>Gets or sets the change, which receives the number of pages requested so far; null for none.</summary>
    public Action<int>? Change
    {
        get;
        set => (field, _pages) = (value, 0);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath.EndsWith("/tag/", StringComparison.Ordinal) && _pages++ > 0)
        {
            Change?.Invoke(_pages - 1);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
