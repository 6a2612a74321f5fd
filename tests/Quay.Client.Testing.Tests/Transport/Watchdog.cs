namespace Quay.Client.Testing.Tests.Transport;

/// <summary>Ends a test that would hang; no test that passes waits for it.</summary>
internal static class Watchdog
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);
}
