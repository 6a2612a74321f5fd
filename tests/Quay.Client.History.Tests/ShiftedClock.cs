namespace Quay.Client.History.Tests;

/// <summary>Represents a client's clock that is behind the server's clock by a fixed time.</summary>
internal sealed class ShiftedClock(TimeProvider server, TimeSpan behind) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => server.GetUtcNow() - behind;
}
