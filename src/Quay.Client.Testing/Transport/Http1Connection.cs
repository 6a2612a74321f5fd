using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.WebUtilities;

namespace Quay.Client.Testing;

/// <summary>
/// Serves a connection over HTTP/1.1 like gunicorn: it accepts the same requests, and writes the fake's responses byte for byte.
/// </summary>
internal sealed class Http1Connection(
    ConnectionContext connection,
    Uri endpoint,
    bool isOtherOrigin,
    Func<FakeRequest, FakeResponse> handle,
    Func<Exception, FakeResponse> respondToFailure,
    TimeProvider timeProvider)
{
    private readonly PipeReader _input = connection.Transport.Input;
    private readonly PipeWriter _output = connection.Transport.Output;

    public async Task ServeAsync()
    {
        try
        {
            while (await ServeOneAsync().ConfigureAwait(false))
            {
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client disconnected, or the server is stopping: there is no recipient.
            connection.Abort();
        }
    }

    /// <summary>Serves one request.</summary>
    /// <returns>Whether the connection stays open for another request.</returns>
    private async Task<bool> ServeOneAsync()
    {
        if (await ReadHeadAsync().ConfigureAwait(false) is not { } head)
        {
            return false;
        }

        FakeRequest? request = Http1Request.Parse(head, out FakeResponse? error);
        if (request is null)
        {
            return await SendAsync(Complete(error!), "GET").ConfigureAwait(false);
        }

        if (request.Header("Expect")?.Equals("100-continue", StringComparison.OrdinalIgnoreCase) == true)
        {
            await _output.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray()).ConfigureAwait(false);
        }

        if (await ReadBodyAsync(request).ConfigureAwait(false) is not { } body)
        {
            return false;
        }

        request = request with { Origin = WebOrigin.Of(endpoint, request.Header("Host")), IsToOtherOrigin = isOtherOrigin, Body = body };
        FakeResponse response = handle(request);
        if (response.Delay > TimeSpan.Zero)
        {
            await Task.Delay(response.Delay, timeProvider, connection.ConnectionClosed).ConfigureAwait(false);
        }

        return await SendAsync(response, request.Method).ConfigureAwait(false);
    }

    private async Task<bool> SendAsync(FakeResponse response, string method)
    {
        if (!response.SendsNothing)
        {
            await WriteAsync(response, method).ConfigureAwait(false);
        }
        else if (response.Ending == ResponseEnding.Cut)
        {
            // A reset, because after an orderly close .NET's SocketsHttpHandler silently resends a request without a body.
            connection.Abort();
        }

        if (response.Ending == ResponseEnding.Stall)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, connection.ConnectionClosed).ConfigureAwait(false);
        }

        return response.Ending == ResponseEnding.Complete && KeepsOpen(response);
    }

    private async Task WriteAsync(FakeResponse response, string method)
    {
        byte[] head;
        try
        {
            head = FormatHead(response);
        }
        catch (InvalidOperationException failure)
        {
            response = respondToFailure(failure);
            head = FormatHead(response);
        }

        _output.Write(head);
        if (response.HasBodyFor(method))
        {
            _output.Write(response.Sent.Span);
        }

        await _output.FlushAsync().ConfigureAwait(false);
    }

    private FakeResponse Complete(FakeResponse error) =>
        (error.IsComplete ? error : Nginx.Complete(error, timeProvider.GetUtcNow())).WithLength();

    private static bool KeepsOpen(FakeResponse response) => response.Headers.GetValueOrDefault("Connection")?.ToUpperInvariant() switch
    {
        "CLOSE" => false,
        "KEEP-ALIVE" => true,
        _ => response.HttpVersion != HttpVersion.Version10,
    };

    /// <exception cref="InvalidOperationException">A header has a character that cannot be sent.</exception>
    private static byte[] FormatHead(FakeResponse response)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/{response.HttpVersion ?? HttpVersion.Version11} {response.Status} ")
            .Append(response.Reason ?? ReasonPhrases.GetReasonPhrase(response.Status)).Append("\r\n");
        foreach ((string name, string value) in response.Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
            if ((name + value).Any(letter => letter is not ('\t' or (>= ' ' and <= '~'))))
            {
                throw new InvalidOperationException(
                    $"The header {name} has a character that cannot be sent. Use only visible ASCII, space and tab.");
            }
        }

        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }

    /// <summary>Reads a request up to its empty line, which is omitted; null if the client closes the connection first.</summary>
    private async Task<string?> ReadHeadAsync()
    {
        while (true)
        {
            ReadResult read = await _input.ReadAsync().ConfigureAwait(false);
            if (EndOfHead(read.Buffer) is { } end)
            {
                string head = Encoding.Latin1.GetString(read.Buffer.Slice(0, end));
                _input.AdvanceTo(read.Buffer.GetPosition(4, end));
                return head;
            }

            _input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                return null;
            }
        }
    }

    private static SequencePosition? EndOfHead(ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        return reader.TryReadTo(out ReadOnlySequence<byte> head, "\r\n\r\n"u8) ? head.End : null;
    }

    /// <summary>Reads the body that the headers announce; null if it is incomplete.</summary>
    private async Task<byte[]?> ReadBodyAsync(FakeRequest request)
    {
        if (request.Header("Transfer-Encoding") is null)
        {
            return await ReadAsync(
                int.Parse(request.Header("Content-Length") ?? "0", NumberStyles.None, CultureInfo.InvariantCulture)).ConfigureAwait(false);
        }

        using var body = new MemoryStream();
        while (await ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (!int.TryParse(line.Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int size)
                || size < 0)
            {
                return null;
            }

            if (size == 0)
            {
                while (await ReadLineAsync().ConfigureAwait(false) is { Length: > 0 })
                {
                    // Ignores trailers.
                }

                return body.ToArray();
            }

            if (await ReadAsync(size).ConfigureAwait(false) is not { } chunk || await ReadLineAsync().ConfigureAwait(false) is not "")
            {
                return null;
            }

            body.Write(chunk);
        }

        return null;
    }

    private async Task<byte[]?> ReadAsync(int count)
    {
        byte[] bytes = new byte[count];
        for (int filled = 0; filled < count;)
        {
            ReadResult read = await _input.ReadAsync().ConfigureAwait(false);
            ReadOnlySequence<byte> part = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, count - filled));
            part.CopyTo(bytes.AsSpan(filled));
            filled += (int)part.Length;
            _input.AdvanceTo(part.End);
            if (read.IsCompleted && filled < count)
            {
                return null;
            }
        }

        return bytes;
    }

    private async Task<string?> ReadLineAsync()
    {
        while (true)
        {
            ReadResult read = await _input.ReadAsync().ConfigureAwait(false);
            if (EndOfLine(read.Buffer) is { } end)
            {
                string line = Encoding.Latin1.GetString(read.Buffer.Slice(0, end));
                _input.AdvanceTo(read.Buffer.GetPosition(2, end));
                return line;
            }

            _input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                return null;
            }
        }
    }

    private static SequencePosition? EndOfLine(ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        return reader.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8) ? line.End : null;
    }
}
