using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Quay.Client.Tests.Stubs;

/// <summary>
/// Represents an HTTP proxy on loopback that tunnels (CONNECT). It connects every host to the same server, so that a program can use the
/// address of its page.
/// </summary>
public sealed class ConnectProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _server;
    private readonly string? _login;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentBag<Task> _tunnels = [];
    private readonly Task _serving;

    /// <param name="server">The server to connect to.</param>
    /// <param name="login">The user and the password that the proxy requires, such as <c>build:secret</c>; null for none.</param>
    public ConnectProxy(Uri server, string? login = null)
    {
        (_server, _login) = (server, login);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Authority => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Gets the first line of each request that the proxy accepted.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        await Task.WhenAll(_tunnels);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _tunnels.Add(TunnelAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task TunnelAsync(TcpClient connection)
    {
        try
        {
            using TcpClient client = connection;
            NetworkStream stream = client.GetStream();
            while (await ReadHeadAsync(stream) is [var request, .. var headers])
            {
                string login = "Proxy-Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(_login ?? ""));
                if (_login is not null && !headers.Contains(login))
                {
                    await stream.WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\n"u8
                        .ToArray().Concat("Content-Length: 0\r\n\r\n"u8.ToArray()).ToArray(), _stop.Token);
                    continue;
                }

                _requests.Enqueue(request);
                using var server = new TcpClient();
                await server.ConnectAsync(_server.Host, _server.Port, _stop.Token);
                await stream.WriteAsync("HTTP/1.1 200 Connection Established\r\n\r\n"u8.ToArray(), _stop.Token);
                await Task.WhenAny(
                    stream.CopyToAsync(server.GetStream(), _stop.Token), server.GetStream().CopyToAsync(stream, _stop.Token));
                return;
            }
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or SocketException)
        {
            // The client or the test ended the connection.
        }
    }

    // Reads the lines of a request up to the empty line, byte by byte: the bytes of the tunnel follow. Returns no line at the end.
    private async Task<string[]> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] next = new byte[1];
        while (await stream.ReadAsync(next, _stop.Token) > 0)
        {
            head.Append((char)next[0]);
            if (next[0] == '\n' && head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                return head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            }
        }

        return [];
    }
}
