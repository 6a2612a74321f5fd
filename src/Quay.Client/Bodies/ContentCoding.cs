using System.IO.Compression;
using System.Net.Http.Headers;

namespace Quay.Client.Bodies;

/// <summary>How a body is compressed, by its Content-Encoding. Proxies compress what nobody asked them to.</summary>
/// <param name="Name">The value of the header, as it came.</param>
/// <param name="Open">Opens a stream that decompresses another; null for a coding that is not known.</param>
/// <param name="Tail">What is put after the compressed body, so that its end can be told.</param>
internal sealed record ContentCoding(string Name, Func<Stream, Stream>? Open, ReadOnlyMemory<byte> Tail = default)
{
    // .NET's streams take a body that is cut short for a whole one. A gzip body can have several members, so one more behind the last tells that the last
    // was complete: its checksum and this text come out. The other codings know their own end, and read no further.
    private static readonly byte[] EndText = "\0end of body\0"u8.ToArray();

    /// <summary>How much longer than the body the decompressed bytes can be.</summary>
    public static readonly int LongestTail = EndText.Length;

    private static readonly ContentCoding Gzip = new("gzip", stream => new GZipStream(stream, CompressionMode.Decompress), Compress(EndText));
    private static readonly ContentCoding Brotli = new("br", stream => new BrotliStream(stream, CompressionMode.Decompress));

    // The standard's deflate is zlib's format, but some servers send bare deflate.
    private static readonly ContentCoding Deflate = new("deflate", stream => new DeflateOrZlibStream(stream));

    /// <summary>Gets the coding of a body; null for a body that is not compressed.</summary>
    public static ContentCoding? Of(HttpContentHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues("Content-Encoding", out HeaderStringValues values))
        {
            return null;
        }

        string name = values.ToString();
        string[] codings = [.. name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(coding => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase))];
        return codings switch
        {
            [] => null,
            [var one] => one.ToUpperInvariant() switch
            {
                "GZIP" or "X-GZIP" => Gzip,
                "DEFLATE" => Deflate,
                "BR" => Brotli,
                _ => new ContentCoding(name, Open: null),
            },
            _ => new ContentCoding(name, Open: null),
        };
    }

    /// <summary>Gets the length of a decompressed body; null when the compressed one was cut short.</summary>
    /// <param name="body">All that came out.</param>
    /// <param name="source">What it came from.</param>
    public int? LengthOf(ReadOnlySpan<byte> body, TailedStream source) =>
        Tail.IsEmpty ? (source.IsEmpty || !source.WasReadPastEnd ? body.Length : null)
        : body.EndsWith(EndText) ? body.Length - EndText.Length
        : null;

    private static byte[] Compress(byte[] text)
    {
        using var compressed = new MemoryStream();
        using (var stream = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(text);
        }

        return compressed.ToArray();
    }
}
