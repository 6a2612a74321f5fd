using System.IO.Compression;
using System.Net.Http.Headers;

namespace Quay.Client;

/// <summary>Represents the Content-Encoding of a body. Proxies compress even when the client does not request it.</summary>
internal sealed record ContentCoding(string Name)
{
    private const string Gzip = "gzip";
    private const string Brotli = "br";
    private const string Deflate = "deflate";

    // .NET's streams do not report a truncated body. A gzip body can have several members. An extra member is appended: it decompresses
    // only if the last real member is complete. The other codings mark their own end and read no further.
    private static readonly byte[] EndText = "\0end of body\0"u8.ToArray();
    private static readonly byte[] GzipTail = Compress(EndText);

    // Gets how many bytes the tail adds to the decompressed body.
    public static readonly int LongestTail = EndText.Length;

    public bool IsKnown => Name is Gzip or Brotli or Deflate;

    // Gets the bytes to append to the compressed body, to detect its end.
    public ReadOnlyMemory<byte> Tail => Name == Gzip ? GzipTail : default;

    // Gets the coding of a body; null for a body that is not compressed.
    public static ContentCoding? Of(HttpContentHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues("Content-Encoding", out HeaderStringValues values))
        {
            return null;
        }

        string header = values.ToString();
        string[] names = header.ToUpperInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.Where(name => name != "IDENTITY").ToArray() switch
        {
            [] => null,
            ["GZIP" or "X-GZIP"] => new ContentCoding(Gzip),
            ["DEFLATE"] => new ContentCoding(Deflate),
            ["BR"] => new ContentCoding(Brotli),
            _ => new ContentCoding(header),
        };
    }

    public async ValueTask<Stream> OpenAsync(CompressedStream source, CancellationToken cancellationToken) => Name switch
    {
        Gzip => new GZipStream(source, CompressionMode.Decompress),
        Brotli => new BrotliStream(source, CompressionMode.Decompress),

        // In the standard, deflate means the zlib format, but some servers send raw deflate data.
        Deflate when IsZlib(await source.PeekAsync(2, cancellationToken).ConfigureAwait(false)) =>
            new ZLibStream(source, CompressionMode.Decompress),
        Deflate => new DeflateStream(source, CompressionMode.Decompress),
        _ => Stream.Null,
    };

    // Gets the length of a decompressed body without the tail; null if the compressed body was truncated.
    public int? LengthOf(ReadOnlySpan<byte> body, CompressedStream source) =>
        Tail.IsEmpty ? (source.IsEmpty || !source.WasReadPastEnd ? body.Length : null)
        : body.EndsWith(EndText) ? body.Length - EndText.Length
        : null;

    // A zlib header has the method 8 and is a multiple of 31.
    private static bool IsZlib(ReadOnlyMemory<byte> start) =>
        start.Span is [var method, var flags] && (method & 0x0F) == 8 && ((method << 8) | flags) % 31 == 0;

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
