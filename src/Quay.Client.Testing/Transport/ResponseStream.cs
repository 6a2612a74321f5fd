namespace Quay.Client.Testing;

/// <summary>Represents a response body as a client reads it from a network: it can end, stall or break.</summary>
internal sealed class ResponseStream(ReadOnlyMemory<byte> sent, ResponseEnding ending) : Stream
{
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlyMemory<byte> _left = sent;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_closed.Task.IsCompleted, this);
        cancellationToken.ThrowIfCancellationRequested();
        int count = Math.Min(buffer.Length, _left.Length);
        if (count == 0 && buffer.Length > 0 && ending != ResponseEnding.Complete)
        {
            await BreakAsync(cancellationToken).ConfigureAwait(false);
        }

        _left[..count].CopyTo(buffer);
        _left = _left[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _closed.TrySetResult();
        base.Dispose(disposing);
    }

    private async Task BreakAsync(CancellationToken cancellationToken)
    {
        if (ending == ResponseEnding.Cut)
        {
            throw CutConnection.InResponse();
        }

        await _closed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        throw new ObjectDisposedException(nameof(ResponseStream));
    }
}
