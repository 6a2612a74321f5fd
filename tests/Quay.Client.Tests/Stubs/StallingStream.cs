using System.Text;

namespace Quay.Client.Tests.Stubs;

/// <summary>
/// Represents a response body that stalls after its first bytes until the read is cancelled. Unlike the fake Quay, it reports the stall,
/// so that a test can let a time limit expire at that moment.
/// </summary>
public sealed class StallingStream(string start) : Stream
{
    private readonly MemoryStream _start = new(Encoding.UTF8.GetBytes(start));

    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets a task that completes when the reader waits for bytes that never arrive.</summary>
    public Task Stalled => _stalled.Task.WaitAsync(Watchdog.Limit);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = _start.Read(buffer.Span);
        if (read > 0)
        {
            return read;
        }

        _stalled.TrySetResult();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A blocking read.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
