using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Quay.Client.Testing.Http;

namespace Quay.Client.Testing.Transport;

/// <summary>Requests and answers on the wire of a server.</summary>
internal static class ServerMessages
{
    public static async Task<FakeRequest> ReadAsync(HttpContext context, Uri origin, bool elsewhere)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        return new FakeRequest
        {
            Method = context.Request.Method,
            Origin = origin,
            Elsewhere = elsewhere,
            Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            Headers = context.Request.Headers.ToDictionary(
                header => header.Key, header => string.Join(", ", header.Value.ToArray()), StringComparer.OrdinalIgnoreCase),
            Body = body.ToArray(),
        };
    }

    public static async Task SendAsync(HttpContext context, FakeAnswer answer, TimeProvider timeProvider)
    {
        CancellationToken gone = context.RequestAborted;
        if (answer.Delay > TimeSpan.Zero)
        {
            await Task.Delay(answer.Delay, timeProvider, gone).ConfigureAwait(false);
        }

        if (!answer.SaysNothing)
        {
            await SendAsync(context, answer, gone).ConfigureAwait(false);
        }

        await (answer.Ending switch
        {
            AnswerEnding.Stall => Task.Delay(Timeout.InfiniteTimeSpan, gone),
            AnswerEnding.Cut => CutAsync(context),
            _ => Task.CompletedTask,
        }).ConfigureAwait(false);
    }

    private static async Task SendAsync(HttpContext context, FakeAnswer answer, CancellationToken gone)
    {
        HttpResponse response = context.Response;
        response.StatusCode = answer.Status;

        // As Quay's nginx does.
        response.Headers.Connection = "close";
        foreach ((string name, string value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        response.ContentLength = answer.ContentLength;
        if (answer.HasBodyFor(context.Request.Method))
        {
            await response.Body.WriteAsync(answer.Sent, gone).ConfigureAwait(false);
        }

        await response.Body.FlushAsync(gone).ConfigureAwait(false);
    }

    /// <summary>Closes the connection behind the last byte sent, which an abort would overtake.</summary>
    private static async Task CutAsync(HttpContext context)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = context.Features.GetRequiredFeature<IConnectionLifetimeFeature>()
            .ConnectionClosed.UnsafeRegister(_ => closed.TrySetResult(), null);
        PipeWriter wire = context.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Output;
        if (!context.Response.HasStarted)
        {
            // Without a single byte, .NET's network handler would send a request that has no body again, up to three times, unseen.
            await wire.WriteAsync("HTTP/1.1 "u8.ToArray()).ConfigureAwait(false);
        }

        await wire.CompleteAsync().ConfigureAwait(false);
        await closed.Task.ConfigureAwait(false);
        context.Abort();
    }
}
