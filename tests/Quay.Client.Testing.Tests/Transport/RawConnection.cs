using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Quay.Client.Testing.Tests.Transport;

/// <summary>Provides a socket connection on which a test sees every byte.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new();
    private NetworkStream? _stream;

    public static async Task<RawConnection> OpenAsync(Uri address, string sent = "")
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(IPAddress.Loopback, address.Port).WaitAsync(Watchdog.Limit);
        connection._stream = connection._client.GetStream();
        await connection.SendAsync(sent);
        return connection;
    }

    /// <summary>Sends a text in Latin-1.</summary>
    public async Task SendAsync(string sent) => await _stream!.WriteAsync(Encoding.Latin1.GetBytes(sent));

    /// <summary>Sends a text, and returns everything until the server closes the connection, in Latin-1.</summary>
    public static async Task<string> ExchangeAsync(Uri address, string sent)
    {
        using RawConnection connection = await OpenAsync(address, sent);
        return await connection.ReadToEndAsync();
    }

    /// <exception cref="IOException">The server aborted the connection.</exception>
    public async Task<string> ReadToEndAsync()
    {
        using var received = new MemoryStream();
        await _stream!.CopyToAsync(received).WaitAsync(Watchdog.Limit);
        return Encoding.Latin1.GetString(received.ToArray());
    }

    /// <summary>Reads up to and including an empty line.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        do
        {
            head.Append(await ReadAsync(1));
        }
        while (head.Length < 4 || head.ToString(head.Length - 4, 4) != "\r\n\r\n");

        return head.ToString();
    }

    public async Task<string> ReadAsync(int count)
    {
        byte[] received = new byte[count];
        await _stream!.ReadExactlyAsync(received).AsTask().WaitAsync(Watchdog.Limit);
        return Encoding.Latin1.GetString(received);
    }

    public void Dispose() => _client.Dispose();
}
