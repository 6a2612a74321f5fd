namespace Quay.Client.Transport;

/// <summary>
/// The server's clock, as its answers tell it, up to a second ahead: rows have the server's times, and one that ended a moment ago must not be taken for one that
/// will end. Until the first answer it is the client's.
/// </summary>
internal sealed class ServerClock(TimeProvider local) : TimeProvider
{
    // The header has whole seconds.
    private static readonly TimeSpan RestOfSecond = TimeSpan.FromMilliseconds(999);

    // Of the server, before the client.
    private long _ticksAhead;

    public override DateTimeOffset GetUtcNow() => local.GetUtcNow().AddTicks(Volatile.Read(ref _ticksAhead));

    /// <summary>Takes the time of an answer (its <c>Date</c>); the last one counts.</summary>
    public void Saw(DateTimeOffset? date)
    {
        if (date is { } time)
        {
            Volatile.Write(ref _ticksAhead, (time + RestOfSecond - local.GetUtcNow()).Ticks);
        }
    }
}
