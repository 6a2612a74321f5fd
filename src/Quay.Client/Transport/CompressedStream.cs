namespace Quay.Client;

/// <summary>Reads a compressed body once, asynchronously, and appends further bytes. Records how far a decompressor read.</summary>
internal sealed class CompressedStream(Stream inner, ReadOnlyMemory<byte> tail = default) : Stream
{
    private ReadOnlyMemory<byte> _start;
    private ReadOnlyMemory<byte> _tail = tail;

    // Gets whether the body is empty, as far as it was read.
    public bool IsEmpty { get; private set; } = true;

    public bool WasReadPastEnd { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    // Returns the first bytes, or all if there are fewer, and leaves them in the stream.
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(int count, CancellationToken cancellationToken)
    {
        byte[] start = new byte[count];
        int read = await inner.ReadAtLeastAsync(start, count, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        IsEmpty = read == 0;
        return _start = start.AsMemory(0, read);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_start.IsEmpty)
        {
            return Take(ref _start, buffer);
        }

        int read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (read > 0)
        {
            IsEmpty = false;
            return read;
        }

        read = Take(ref _tail, buffer);
        WasReadPastEnd |= read == 0 && buffer.Length > 0;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static int Take(ref ReadOnlyMemory<byte> bytes, Memory<byte> buffer)
    {
        int length = Math.Min(bytes.Length, buffer.Length);
        bytes[..length].CopyTo(buffer);
        bytes = bytes[length..];
        return length;
    }
}
