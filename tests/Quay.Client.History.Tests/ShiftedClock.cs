namespace Quay.Client.History.Tests;

/// <summary>The clock of a client whose server's is another.</summary>
internal sealed class ShiftedClock(TimeProvider server, TimeSpan behind) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => server.GetUtcNow() - behind;
}
