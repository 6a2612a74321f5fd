using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Quay.Client.Testing.Http;
using Quay.Client.Testing.Traffic;
using Quay.Client.Testing.Transport;
using WireMock.RequestBuilders;
using WireMock.Server;
using WireMock.Settings;

namespace Quay.Client.Testing;

/// <summary>
/// A fake Quay over HTTP/1.1, on free ports of the loopback address. Requests reach the fake as they were sent, and its answers go out unchanged, each on a
/// connection that it closes, as Quay's nginx does. Disposing it closes every connection at once.
/// </summary>
/// <remarks>
/// What went wrong in it is thrown when it is disposed: with <c>await using</c>, in the place of what the test itself threw, of which it is often the cause.
/// </remarks>
public sealed class FakeQuayServer : IAsyncDisposable
{
    private const int LongestRequestLine = 512 * 1024;

    private readonly Func<FakeRequest, FakeAnswer> _answer;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationTokenSource _stopping = new();
    private readonly WireMockServer _server;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _failure;
    private bool _isStopping;

    private FakeQuayServer(Func<FakeRequest, FakeAnswer> answer, TimeProvider timeProvider)
    {
        (_answer, _timeProvider) = (answer, timeProvider);
        const string AnyFreePort = "http://127.0.0.1:0";
        _server = WireMockServer.Start(new WireMockServerSettings
        {
            Urls = [AnyFreePort, AnyFreePort],
            DisableRequestBodyDecompressing = true,
            AdditionalServiceRegistration = services => services.Configure<KestrelServerOptions>(Configure),
            PreWireMockMiddlewareInit = app => ((IApplicationBuilder)app).Use(ServeAsync),
        });
        _server.Given(Request.Create()).RespondWith(new FakeAnswerProvider(Answer));
        Endpoint = new Uri(_server.Urls[0]);
        Elsewhere = new Uri(_server.Urls[1]);
    }

    /// <summary>Where the fake is: <c>http://127.0.0.1:5000/</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>
    /// Another origin on the same machine, <c>http://127.0.0.1:5001/</c>, to redirect to: what comes there is logged as well, and answered 404, as by a web
    /// server that is no Quay.
    /// </summary>
    public Uri Elsewhere { get; }

    /// <summary>Starts a server on free ports; several may serve the same fake.</summary>
    public static FakeQuayServer Start(FakeQuay quay)
    {
        ArgumentNullException.ThrowIfNull(quay);
        return Start(quay.Answer, quay.TimeProvider);
    }

    /// <summary>Stops the server. Who comes second waits as well, and the first gets what failed.</summary>
    /// <exception cref="FakeQuayAssertionException">The fake is strict and had something against a request, which was answered 501.</exception>
    /// <exception cref="Exception">A change or a fault of the test's own threw this, and the request was answered 500.</exception>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isStopping, true))
        {
            await _stopped.Task.ConfigureAwait(false);
            return;
        }

        try
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
            await Task.Run(_server.Stop).ConfigureAwait(false);
            _server.Dispose();
            _stopping.Dispose();
        }
        finally
        {
            _stopped.SetResult();
        }

        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    internal static FakeQuayServer Start(Func<FakeRequest, FakeAnswer> answer, TimeProvider timeProvider) => new(answer, timeProvider);

    private void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;

        // A line that is too long for Quay is refused by the fake, as Quay does it.
        options.Limits.MaxRequestLineSize = LongestRequestLine;
        options.ConfigureEndpointDefaults(listen => listen.Use(next => async connection =>
        {
            using CancellationTokenRegistration registration = _stopping.Token.UnsafeRegister(_ => connection.Abort(), null);
            await next(connection).ConfigureAwait(false);
        }));
    }

    private async Task ServeAsync(HttpContext context, RequestDelegate wireMock)
    {
        try
        {
            bool elsewhere = context.Connection.LocalPort == Elsewhere.Port;
            FakeRequest request = await ServerMessages.ReadAsync(context, elsewhere ? Elsewhere : Endpoint, elsewhere).ConfigureAwait(false);
            await AnswerAsync(context, request, wireMock).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone, or the server stops: there is nobody to answer.
            context.Abort();
        }
    }

    private async Task AnswerAsync(HttpContext context, FakeRequest request, RequestDelegate wireMock)
    {
        try
        {
            await AskWireMockAsync(context, request, wireMock).ConfigureAwait(false);
            await ServerMessages.SendAsync(context, context.Features.GetRequiredFeature<FakeAnswer>(), _timeProvider).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or IOException)
            && !context.RequestAborted.IsCancellationRequested
            && Keep(failure))
        {
            // The answer cannot be sent: one of its headers is none.
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }

            context.Response.Clear();
            await ServerMessages.SendAsync(context, AnswerTo(failure), _timeProvider).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Has WireMock find the answer. What it makes of that stays off the wire, for it drops headers and dates it by another clock; and it is not shown the
    /// address as sent, for some queries are too much for it, such as <c>?a&amp;A</c>.
    /// </summary>
    private static async Task AskWireMockAsync(HttpContext context, FakeRequest request, RequestDelegate wireMock)
    {
        context.Features.Set(request);
        context.Request.Host = new HostString(request.Origin.Authority);
        context.Request.QueryString = QueryString.Empty;
        context.Request.Body = new MemoryStream(request.Body.ToArray());
        Stream wire = context.Response.Body;
        context.Response.Body = Stream.Null;
        try
        {
            await wireMock(context).ConfigureAwait(false);
        }
        finally
        {
            context.Response.Body = wire;
            context.Response.Clear();
        }
    }

    private FakeAnswer Answer(FakeRequest request)
    {
        try
        {
            return _answer(request);
        }
        catch (Exception failure) when (Keep(failure))
        {
            return AnswerTo(failure);
        }
    }

    private static FakeAnswer AnswerTo(Exception failure) =>
        FakeAnswer.Of(failure is FakeQuayAssertionException ? 501 : 500, failure.Message, "text/plain");

    private bool Keep(Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, failure, null);
        return true;
    }
}
