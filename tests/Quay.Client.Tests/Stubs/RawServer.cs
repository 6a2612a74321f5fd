using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Quay.Client.Tests.Stubs;

/// <summary>
/// A server on loopback that answers each connection with the next of some bytes and then closes it: for what is not even HTTP, which a
/// fake Quay always sends.
/// </summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public RawServer(params string[] answers)
        : this(Array.ConvertAll(answers, Encoding.UTF8.GetBytes))
    {
    }

    public RawServer(params byte[][] answers)
    {
        _listener.Start();
        _serving = ServeAsync(answers);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int Connections { get; private set; }

    /// <summary>Whether it answers the first bytes, without waiting for the head of a request.</summary>
    public bool SpeaksFirst { get; init; }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Dispose();
    }

    private async Task ServeAsync(byte[][] answers)
    {
        foreach (byte[] answer in answers)
        {
            using TcpClient? connection = await AcceptAsync();
            if (connection is null)
            {
                return;
            }

            Connections++;
            NetworkStream stream = connection.GetStream();
            if (SpeaksFirst)
            {
                await stream.ReadAtLeastAsync(new byte[4096], minimumBytes: 1, throwOnEndOfStream: false);
            }
            else
            {
                using var reader = new StreamReader(stream, leaveOpen: true);
                while (await reader.ReadLineAsync() is { Length: > 0 })
                {
                    // The head of the request, up to its empty line.
                }
            }

            await stream.WriteAsync(answer);
        }
    }

    /// <summary>The next connection; null when the server was stopped before one came.</summary>
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
