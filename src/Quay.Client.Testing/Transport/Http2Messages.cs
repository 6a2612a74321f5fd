using System.Net.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Quay.Client.Testing;

/// <summary>Converts Kestrel's HTTP/2 messages to and from those of the fake.</summary>
internal static class Http2Messages
{
    private const int InternalError = 2;

    /// <summary>Determines whether client and server negotiated HTTP/2 in the TLS handshake.</summary>
    public static bool IsNegotiated(ConnectionContext connection) =>
        connection.Features
            .Get<ITlsApplicationProtocolFeature>()?.ApplicationProtocol.Span
            .SequenceEqual(SslApplicationProtocol.Http2.Protocol.Span) == true;

    public static async Task<FakeRequest> ReadAsync(HttpContext context, Uri endpoint, bool isOtherOrigin)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        return new FakeRequest
        {
            Method = context.Request.Method,
            Origin = WebOrigin.Of(endpoint, context.Request.Headers.Host),
            IsToOtherOrigin = isOtherOrigin,
            Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            HttpVersion = System.Net.HttpVersion.Version20,
            Headers = context.Request.Headers.ToDictionary(
                header => header.Key, header => string.Join(", ", header.Value.ToArray()), StringComparer.OrdinalIgnoreCase),
            Body = body.ToArray(),
        };
    }

    public static async Task SendAsync(HttpContext context, FakeResponse response, TimeProvider timeProvider)
    {
        CancellationToken aborted = context.RequestAborted;
        if (response.Delay > TimeSpan.Zero)
        {
            await Task.Delay(response.Delay, timeProvider, aborted).ConfigureAwait(false);
        }

        if (!response.SendsNothing)
        {
            await WriteAsync(context, response, aborted).ConfigureAwait(false);
        }

        if (response.Ending == ResponseEnding.Stall)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, aborted).ConfigureAwait(false);
        }
        else if (response.Ending == ResponseEnding.Cut)
        {
            // Resets only the stream of this request. Other requests of the connection continue.
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(InternalError);
        }
    }

    private static async Task WriteAsync(HttpContext context, FakeResponse response, CancellationToken aborted)
    {
        HttpResponse sent = context.Response;
        sent.StatusCode = response.Status;
        foreach ((string name, string value) in response.Headers)
        {
            // HTTP/2 has no Connection header.
            if (!name.Equals("Connection", StringComparison.OrdinalIgnoreCase))
            {
                sent.Headers[name] = value;
            }
        }

        if (response.HasBodyFor(context.Request.Method))
        {
            await sent.Body.WriteAsync(response.Sent, aborted).ConfigureAwait(false);
        }

        await sent.Body.FlushAsync(aborted).ConfigureAwait(false);
    }
}
