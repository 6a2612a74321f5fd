using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Quay.Client.Tests.Stubs;

/// <summary>
/// Represents a loopback server that sends the next of the given byte sequences on each connection and then closes it. The bytes need
/// not be HTTP; the fake Quay always sends HTTP.
/// </summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public RawServer(params string[] responses)
        : this(Array.ConvertAll(responses, Encoding.UTF8.GetBytes))
    {
    }

    public RawServer(params byte[][] responses)
    {
        _listener.Start();
        _serving = ServeAsync(responses);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int Connections { get; private set; }

    /// <summary>Gets whether the server responds to the first bytes, without waiting for the end of the request's headers.</summary>
    public bool RespondsToFirstBytes { get; init; }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Dispose();
    }

    private async Task ServeAsync(byte[][] responses)
    {
        foreach (byte[] response in responses)
        {
            using TcpClient? connection = await AcceptAsync();
            if (connection is null)
            {
                return;
            }

            Connections++;
            NetworkStream stream = connection.GetStream();
            if (RespondsToFirstBytes)
            {
                await stream.ReadAtLeastAsync(new byte[4096], minimumBytes: 1, throwOnEndOfStream: false);
            }
            else
            {
                using var reader = new StreamReader(stream, leaveOpen: true);
                while (await reader.ReadLineAsync() is { Length: > 0 })
                {
                    // Skips the request's headers, up to the empty line.
                }
            }

            await stream.WriteAsync(response);
        }
    }

    /// <summary>Accepts the next connection; returns null if the server is stopped first.</summary>
    private async Task<TcpClient?> AcceptAsync()
    {
        try
        {
            return await _listener.AcceptTcpClientAsync();
        }
        catch (Exception stopped) when (stopped is SocketException or InvalidOperationException)
        {
            return null;
        }
    }
}
