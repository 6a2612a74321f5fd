namespace QuayTags;

/// <summary>Warns once if the clocks of the server and this machine differ so much that the client does not use the server's.</summary>
internal sealed class ClockHandler(HttpMessageHandler network, ToolContext context) : DelegatingHandler(network)
{
    private static readonly TimeSpan MaxDifference = TimeSpan.FromDays(1);

    private int _isReported;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        DateTimeOffset now = context.ClientOptions.TimeProvider.GetUtcNow();
        if (response.IsSuccessStatusCode
            && response.Headers.Date is { } date
            && (date - now).Duration() > MaxDifference)
        {
            context.UnusedServerTime = date;
            if (Interlocked.Exchange(ref _isReported, 1) == 0)
            {
                context.Warn(
                    $"The server's clock shows {date:u}, but this machine's shows {now:u}. "
                    + "Times and states are those of this machine's clock.");
            }
        }

        return response;
    }
}
