using System.Buffers;
using System.Net.Http.Headers;

namespace Quay.Client;

/// <summary>Holds the whole body of a response in a pooled buffer, which is returned when the response is disposed.</summary>
internal sealed class BufferedBody : HttpContent
{
    // A page of 100 entries fits. For one more byte, the pool would return a buffer of twice the size.
    private const int FirstSize = (64 * 1024) - 1;

    // A server can announce any length, so the buffer grows with the bytes that arrive.
    private const int LargestFirstSize = (1024 * 1024) - 1;

    private byte[]? _buffer;
    private int _length;

    private BufferedBody(byte[] buffer, HttpContent whole)
    {
        _buffer = buffer;
        foreach ((string name, HeaderStringValues value) in whole.Headers.NonValidated)
        {
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
                && !name.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                Headers.TryAddWithoutValidation(name, value.ToString());
            }
        }
    }

    // Gets the bytes. They must not be used after disposal.
    public ReadOnlyMemory<byte> Bytes => Buffer.AsMemory(0, _length);

    private byte[] Buffer => _buffer ?? throw new ObjectDisposedException(nameof(BufferedBody));

    // Reads a body to its end, decompresses it, and disposes it. The limit applies to the compressed and to the decompressed body.
    public static async ValueTask<BufferedBody> ReadAsync(
        HttpContent whole, ContentCoding? coding, long maxBytes, CancellationToken cancellationToken)
    {
        // Parsing the header would allocate for each response.
        long? announced = whole.Headers.NonValidated.TryGetValues("Content-Length", out HeaderStringValues values)
            && long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long length) ? length : null;
        if (announced > maxBytes)
        {
            throw TooLarge(maxBytes);
        }

        // One byte more than announced, so that the end is found without another buffer.
        var body = new BufferedBody(ArrayPool<byte>.Shared.Rent((int)Math.Min(LargestFirstSize, announced ?? FirstSize) + 1), whole);
        try
        {
            Stream stream = await whole.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                await (coding is { IsKnown: true }
                    ? body.DecompressAsync(stream, coding, maxBytes, cancellationToken)
                    : body.FillAsync(stream, maxBytes, maxBytes, cancellationToken)).ConfigureAwait(false);
            }

            whole.Dispose();
            return body;
        }
        catch (IOException fault)
        {
            body.Dispose();
            throw new HttpRequestException((fault as HttpIOException)?.HttpRequestError ?? HttpRequestError.Unknown, fault.Message, fault);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) =>
        new MemoryStream(Buffer, 0, _length, writable: false);

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult(CreateContentReadStream(CancellationToken.None));

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(Bytes, cancellationToken).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        base.Dispose(disposing);
    }

    private static HttpRequestException TooLarge(long maxBytes) =>
        new(HttpRequestError.ConfigurationLimitExceeded, $"The body has more than {maxBytes} bytes.");

    // .NET's own message is about archives.
    private static HttpRequestException Broken(ContentCoding coding) =>
        new(HttpRequestError.InvalidResponse, $"The compressed body ({coding.Name}) is damaged or truncated.");

    private async Task DecompressAsync(Stream compressed, ContentCoding coding, long maxBytes, CancellationToken cancellationToken)
    {
        var source = new CompressedStream(compressed, coding.Tail);
        Stream stream = await coding.OpenAsync(source, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                // The tail does not count: the server did not send it.
                await FillAsync(stream, maxBytes, maxBytes + ContentCoding.LongestTail, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception damage) when (damage is InvalidDataException or InvalidOperationException)
            {
                throw Broken(coding);
            }
        }

        _length = coding.LengthOf(Buffer.AsSpan(0, _length), source) ?? throw Broken(coding);
        if (_length > maxBytes)
        {
            throw TooLarge(maxBytes);
        }
    }

    private async Task FillAsync(Stream stream, long maxBytes, long limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_length == Buffer.Length)
            {
                Grow();
            }

            int read = await stream.ReadAsync(Buffer.AsMemory(_length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return;
            }

            _length += read;
            if (_length > limit)
            {
                throw TooLarge(maxBytes);
            }
        }
    }

    private void Grow()
    {
        byte[] small = Buffer;
        byte[] large = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, small.Length * 2L));
        small.AsSpan(0, _length).CopyTo(large);
        _buffer = large;
        ArrayPool<byte>.Shared.Return(small);
    }
}
