namespace Quay.Client;

/// <summary>Appends bytes to a stream, and records whether the reader continued after the end.</summary>
internal sealed class TailedStream(Stream inner, ReadOnlyMemory<byte> tail) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _tail = tail;

    /// <summary>Gets whether the stream was empty except for the tail.</summary>
    public bool IsEmpty { get; private set; } = true;

    public bool WasReadPastEnd { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (read > 0)
        {
            IsEmpty = false;
            return read;
        }

        read = Math.Min(_tail.Length, buffer.Length);
        _tail[..read].CopyTo(buffer);
        _tail = _tail[read..];
        WasReadPastEnd |= read == 0 && buffer.Length > 0;
        return read;
    }
}
