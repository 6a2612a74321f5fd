namespace Quay.Client.Testing;

/// <summary>Provides the fake's time in Unix milliseconds, the resolution of Quay's database.</summary>
/// <remarks>
/// Each write gets its own millisecond, so a test can write while its clock stands still. In Quay, two entries of a tag with the same end
/// violate an index on repository, name and end, and cause a 500.
/// </remarks>
internal sealed class ServerClock(TimeProvider timeProvider)
{
    private long _lastWrite = long.MinValue;

    public TimeProvider TimeProvider => timeProvider;

    public long NowMs => Math.Max(timeProvider.GetUtcNow().ToUnixTimeMilliseconds(), _lastWrite);

    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(NowMs);

    /// <summary>Forgets the last write, so that the time can be earlier.</summary>
    public void Forget() => _lastWrite = long.MinValue;

    /// <summary>Returns the time of a new write.</summary>
    public long WriteMs() => _lastWrite = Math.Max(timeProvider.GetUtcNow().ToUnixTimeMilliseconds(), _lastWrite + 1);
}
