using System.Net;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Quay.Client.Testing;

/// <summary>Serves a fake over HTTP/1.1 and, if it has a certificate, also over HTTP/2.</summary>
/// <remarks>
/// Over HTTP/1.1, requests and responses pass through unchanged, byte for byte. Disposing the server closes all connections and throws the
/// first error that occurred in the server. With <c>await using</c>, this exception replaces that of the test.
/// </remarks>
public sealed class FakeQuayServer : IAsyncDisposable
{
    // Far beyond the limits of any server. Below these limits, the fake returns Quay's own errors.
    private const int LongestHttp2Head = 1024 * 1024;

    private readonly Func<FakeRequest, FakeResponse> _handle;
    private readonly TimeProvider _timeProvider;
    private readonly FakeQuayServerOptions _options;
    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _server;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _failure;
    private bool _isStopping;

    private FakeQuayServer(Func<FakeRequest, FakeResponse> handle, TimeProvider timeProvider, FakeQuayServerOptions options)
    {
        (_handle, _timeProvider, _options) = (handle, timeProvider, options);
        ListenOptions? main = null;
        ListenOptions? other = null;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxRequestLineSize = LongestHttp2Head;
            kestrel.Limits.MaxRequestHeadersTotalSize = LongestHttp2Head;
            kestrel.Limits.MaxRequestHeaderCount = LongestHttp2Head;
            kestrel.Limits.Http2.MaxRequestHeaderFieldSize = LongestHttp2Head;
            kestrel.Listen(options.Address, options.Port, listen => Configure(main = listen, isOtherOrigin: false));
            kestrel.Listen(options.Address, 0, listen => Configure(other = listen, isOtherOrigin: true));
        });
        _server = builder.Build();
        _server.Run(context =>
        {
            bool isOtherOrigin = context.Connection.LocalPort == other!.IPEndPoint!.Port;
            return ServeHttp2Async(context, AddressOf(isOtherOrigin ? other : main!), isOtherOrigin);
        });
        try
        {
            _server.StartAsync().GetAwaiter().GetResult();
        }
        catch
        {
            ((IDisposable)_server).Dispose();
            _stopping.Dispose();
            throw;
        }

        Endpoint = AddressOf(main!);
        OtherOrigin = AddressOf(other!);
    }

    /// <summary>
    /// Gets the address of the fake, such as <c>http://127.0.0.1:5000/</c>. Any other host name for the same port also works.
    /// </summary>
    public Uri Endpoint { get; }

    /// <summary>
    /// Gets the address of a second origin, such as <c>http://127.0.0.1:5001/</c>. Use it as the target of redirects in tests.
    /// </summary>
    /// <remarks>Requests to it are logged and get 404 from a web server that is not Quay.</remarks>
    public Uri OtherOrigin { get; }

    /// <summary>Starts a server on free ports of the loopback address. Several servers can use the same fake.</summary>
    public static FakeQuayServer Start(FakeQuay quay) => Start(quay, new FakeQuayServerOptions());

    /// <summary>Starts a server. Several servers can use the same fake.</summary>
    /// <param name="quay">The fake.</param>
    /// <param name="options">The address, the port and the certificate.</param>
    /// <exception cref="ArgumentOutOfRangeException">The port is not from 0 to 65535.</exception>
    /// <exception cref="ArgumentException">
    /// The certificate has no private key, or the host is neither a host name nor an IP address.
    /// </exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static FakeQuayServer Start(FakeQuay quay, FakeQuayServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(quay);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Port, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Port, IPEndPoint.MaxPort, nameof(options));
        if (options.Host is { } host && Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            throw new ArgumentException(
                $"'{host}' is not a host: use a host name or an IP address, without a scheme and a port.", nameof(options));
        }

        return options.Certificate is { HasPrivateKey: false }
            ? throw new ArgumentException("The certificate has no private key, which a server needs.", nameof(options))
            : Start(
                options.HasControl
                    ? quay.WithControl(options.Refill, IPAddress.IsLoopback(options.Address) && options.Host is null)
                    : quay.Handle,
                quay.TimeProvider,
                options);
    }

    /// <summary>Stops the server. A second call waits until the server has stopped; only the first call throws.</summary>
    /// <exception cref="FakeQuayAssertionException">
    /// The fake is strict, and a request had a routing error. The server returned 501.
    /// </exception>
    /// <exception cref="Exception">A change or a custom fault of the test threw this exception. The server returned 500.</exception>
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
            await _server.DisposeAsync().ConfigureAwait(false);
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

    internal static FakeQuayServer Start(
        Func<FakeRequest, FakeResponse> handle, TimeProvider timeProvider, FakeQuayServerOptions? options = null) =>
        new(handle, timeProvider, options ?? new FakeQuayServerOptions());

    private void Configure(ListenOptions listen, bool isOtherOrigin)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => async connection =>
        {
            using CancellationTokenRegistration registration = _stopping.Token.UnsafeRegister(_ => connection.Abort(), null);
            await next(connection).ConfigureAwait(false);
        });
        if (_options.Certificate is { } certificate)
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(certificate);
        }

        // Kestrel serves HTTP/2. Its HTTP/1.1 would reject requests that Quay accepts, and reorder the headers of responses.
        listen.Use(next => connection => Http2Messages.IsNegotiated(connection)
            ? next(connection)
            : new Http1Connection(connection, AddressOf(listen), isOtherOrigin, Handle, RespondToFailure, _timeProvider).ServeAsync());
    }

    private Uri AddressOf(ListenOptions listen)
    {
        string scheme = _options.Certificate is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
        IPAddress address = _options.Address.Equals(IPAddress.Any) ? IPAddress.Loopback
            : _options.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
            : _options.Address;
        return new UriBuilder(scheme, _options.Host ?? address.ToString(), listen.IPEndPoint!.Port).Uri;
    }

    private async Task ServeHttp2Async(HttpContext context, Uri endpoint, bool isOtherOrigin)
    {
        try
        {
            FakeRequest request = await Http2Messages.ReadAsync(context, endpoint, isOtherOrigin).ConfigureAwait(false);
            FakeResponse response = Handle(request);
            try
            {
                await Http2Messages.SendAsync(context, response, _timeProvider).ConfigureAwait(false);
            }
            catch (InvalidOperationException failure) when (!context.Response.HasStarted)
            {
                // The response cannot be sent: one of its headers is invalid.
                context.Response.Clear();
                await Http2Messages.SendAsync(context, RespondToFailure(failure), _timeProvider).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The client disconnected, or the server is stopping: there is no recipient.
            context.Abort();
        }
    }

    private FakeResponse Handle(FakeRequest request)
    {
        try
        {
            FakeResponse response = _handle(request);
            _options.Trace?.Invoke(LoggedRequest.LineOf(request, response));
            return response;
        }
#pragma warning disable CA1031 // It is thrown when the server is disposed.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return RespondToFailure(failure);
        }
    }

    /// <summary>Stores the failure for <see cref="DisposeAsync"/>, and returns an error response.</summary>
    private FakeResponse RespondToFailure(Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, failure, null);
        FakeResponse response = FakeResponse.Create(failure is FakeQuayAssertionException ? 501 : 500, failure.Message, "text/plain");
        return Nginx.Complete(response, _timeProvider.GetUtcNow()).WithLength();
    }
}
