namespace Quay.Client.Testing.Tests.Transport;

/// <summary>Limits the time of a test that would hang. A test that passes does not wait for it.</summary>
internal static class Watchdog
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);
}
