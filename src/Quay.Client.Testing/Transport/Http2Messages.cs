using System.Net.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Quay.Client.Testing;

/// <summary>Requests and answers of HTTP/2, as Kestrel takes and gives them.</summary>
internal static class Http2Messages
{
    private const int InternalError = 2;

    /// <summary>Whether client and server agreed on HTTP/2 when they began TLS.</summary>
    public static bool IsSpokenOn(ConnectionContext connection) =>
        connection.Features
            .Get<ITlsApplicationProtocolFeature>()?.ApplicationProtocol.Span
            .SequenceEqual(SslApplicationProtocol.Http2.Protocol.Span) == true;

    public static async Task<FakeRequest> ReadAsync(HttpContext context, Uri endpoint, bool elsewhere)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        return new FakeRequest
        {
            Method = context.Request.Method,
            Origin = WebOrigin.Of(endpoint, context.Request.Headers.Host),
            Elsewhere = elsewhere,
            Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            HttpVersion = System.Net.HttpVersion.Version20,
            Headers = context.Request.Headers.ToDictionary(
                header => header.Key, header => string.Join(", ", header.Value.ToArray()), StringComparer.OrdinalIgnoreCase),
            Body = body.ToArray(),
        };
    }

    public static async Task SendAsync(HttpContext context, FakeResponse answer, TimeProvider timeProvider)
    {
        CancellationToken gone = context.RequestAborted;
        if (answer.Delay > TimeSpan.Zero)
        {
            await Task.Delay(answer.Delay, timeProvider, gone).ConfigureAwait(false);
        }

        if (!answer.SaysNothing)
        {
            await WriteAsync(context, answer, gone).ConfigureAwait(false);
        }

        if (answer.Ending == ResponseEnding.Stall)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, gone).ConfigureAwait(false);
        }
        else if (answer.Ending == ResponseEnding.Cut)
        {
            // Only the stream of this request: the others of the connection have nothing to do with it.
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(InternalError);
        }
    }

    private static async Task WriteAsync(HttpContext context, FakeResponse answer, CancellationToken gone)
    {
        HttpResponse response = context.Response;
        response.StatusCode = answer.Status;
        foreach ((string name, string value) in answer.Headers)
        {
            // A connection of HTTP/2 is kept.
            if (!name.Equals("Connection", StringComparison.OrdinalIgnoreCase))
            {
                response.Headers[name] = value;
            }
        }

        if (answer.HasBodyFor(context.Request.Method))
        {
            await response.Body.WriteAsync(answer.Sent, gone).ConfigureAwait(false);
        }

        await response.Body.FlushAsync(gone).ConfigureAwait(false);
    }
}
