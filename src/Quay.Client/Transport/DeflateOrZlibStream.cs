using System.IO.Compression;

namespace Quay.Client;

/// <summary>Decompresses the coding "deflate": the zlib format, or raw deflate data.</summary>
internal sealed class DeflateOrZlibStream(Stream compressed) : ReadOnlyStream
{
    private const int HeaderLength = 2;

    private Stream? _decompressed;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _decompressed ??= await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await _decompressed.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        _decompressed?.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        byte[] header = new byte[HeaderLength];
        int length = await compressed.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var whole = new PrefixedStream(header.AsMemory(0, length), compressed);

        // A zlib header has the method 8 and is a multiple of 31.
        bool isZlib = length == HeaderLength && (header[0] & 0x0F) == 8 && ((header[0] << 8) | header[1]) % 31 == 0;
        return isZlib ? new ZLibStream(whole, CompressionMode.Decompress) : new DeflateStream(whole, CompressionMode.Decompress);
    }

    /// <summary>Prepends bytes to a stream.</summary>
    private sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ReadOnlyStream
    {
        private ReadOnlyMemory<byte> _prefix = prefix;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_prefix.IsEmpty)
            {
                return rest.ReadAsync(buffer, cancellationToken);
            }

            int read = Math.Min(_prefix.Length, buffer.Length);
            _prefix[..read].CopyTo(buffer);
            _prefix = _prefix[read..];
            return ValueTask.FromResult(read);
        }
    }
}
