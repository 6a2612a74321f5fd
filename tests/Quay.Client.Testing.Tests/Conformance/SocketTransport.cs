using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Quay.Client.Testing.Tests.Transport;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Sends the bytes of requests over a socket. No client changes them.</summary>
internal sealed partial class SocketTransport(FakeQuay quay) : ITransport
{
    private readonly FakeQuayServer _server = FakeQuayServer.Start(quay);

    public async Task<RawResponse> SendAsync(FakeRequest request)
    {
        string body = Encoding.Latin1.GetString(request.Body.Span);
        bool isChunked = request.Header("Transfer-Encoding") is not null;
        string length = request.Header("Content-Length") is null && !isChunked && body.Length > 0
            ? $"Content-Length: {body.Length}\r\n"
            : "";
        string head = $"{request.Method} {request.Target} HTTP/{request.HttpVersion}\r\n"
            + string.Concat(request.Headers.Select(header => $"{header.Key}: {header.Value}\r\n")) + length + "\r\n";
        string framed = !isChunked ? body
            : $"{body.Length.ToString("x", CultureInfo.InvariantCulture)}\r\n{body}\r\n0\r\n\r\n";
        using RawConnection connection = await RawConnection.OpenAsync(_server.Endpoint, head + framed);
        string interim = request.Header("Expect") is null ? "" : await connection.ReadAsync(RawResponse.Continue.Length);
        string response = await connection.ReadHeadAsync();
        int count = request.Method != "HEAD" && ContentLength().Match(response) is { Success: true } match
            ? int.Parse(match.Value, null)
            : 0;
        return new RawResponse(interim + response + await connection.ReadAsync(count), IsInOrder: true);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [GeneratedRegex(@"(?<=\r\nContent-Length: )[0-9]+")]
    private static partial Regex ContentLength();
}
