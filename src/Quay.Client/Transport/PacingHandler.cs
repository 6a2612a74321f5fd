using System.Net;
using Quay.Client.Paging;

namespace Quay.Client.Transport;

/// <summary>Tells the pace of the list that a request belongs to how each attempt was answered: retries alone would not slow the other requests down.</summary>
internal sealed class PacingHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(Pace.Key, out Pace? pace))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        int round = pace.Round;
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            pace.Refused(round);
        }
        else
        {
            pace.Answered();
        }

        return response;
    }
}
