namespace Quay.Client.History;

/// <summary>Determines when the events of a time are settled.</summary>
internal static class Settling
{
    // An entry can continue one that ended up to two seconds and a fraction before. The estimate of the server's clock can be a second
    // ahead. The rest is for writes that are in progress, and for read replicas.
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);

    // How long a read replica may be behind before the watch trusts it.
    public static readonly TimeSpan ReplicaLag = TimeSpan.FromSeconds(30);

    // Returns the latest second that is settled for a read that begins now.
    public static DateTimeOffset At(DateTimeOffset now) => RetentionHorizon.Second(now).Plus(-Delay);
}
