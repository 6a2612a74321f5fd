using System.IO.Compression;
using System.Net.Http.Headers;

namespace Quay.Client;

/// <summary>Describes how a body is compressed, by its Content-Encoding. Proxies compress even when the client does not request it.</summary>
/// <param name="Name">The value of the header.</param>
/// <param name="Open">Opens a stream that decompresses another; null for an unknown coding.</param>
/// <param name="Tail">The bytes to append to the compressed body, to detect its end.</param>
internal sealed record ContentCoding(string Name, Func<Stream, Stream>? Open, ReadOnlyMemory<byte> Tail = default)
{
    // .NET's streams do not report a truncated body. A gzip body can have several members. An extra member is appended: it decompresses only if the last
    // real member is complete. The other codings mark their own end and read no further.
    private static readonly byte[] EndText = "\0end of body\0"u8.ToArray();

    /// <summary>Gets how many bytes the tail adds to the decompressed body.</summary>
    public static readonly int LongestTail = EndText.Length;

    private static readonly ContentCoding Gzip = new("gzip", stream => new GZipStream(stream, CompressionMode.Decompress), Compress(EndText));
    private static readonly ContentCoding Brotli = new("br", stream => new BrotliStream(stream, CompressionMode.Decompress));

    // In the standard, deflate means the zlib format, but some servers send raw deflate data.
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

    /// <summary>Gets the length of a decompressed body; null if the compressed body was truncated.</summary>
    /// <param name="body">The decompressed bytes, with the tail.</param>
    /// <param name="source">The compressed stream.</param>
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
