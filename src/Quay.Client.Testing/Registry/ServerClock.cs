namespace Quay.Client.Testing;

/// <summary>The clock of the fake in Unix milliseconds, as Quay's database keeps time.</summary>
/// <remarks>
/// Each write gets a millisecond of its own, so a test whose clock stands still writes as often as it likes: two rows of one tag that ended
/// in one millisecond would break Quay's index on (repository, name, end), and it answers 500.
/// </remarks>
internal sealed class ServerClock(TimeProvider timeProvider)
{
    private long _lastWrite = long.MinValue;

    public TimeProvider TimeProvider => timeProvider;

    public long NowMs => Math.Max(timeProvider.GetUtcNow().ToUnixTimeMilliseconds(), _lastWrite);

    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(NowMs);

    /// <summary>The time of a write.</summary>
    public long WriteMs() => _lastWrite = Math.Max(timeProvider.GetUtcNow().ToUnixTimeMilliseconds(), _lastWrite + 1);
}
