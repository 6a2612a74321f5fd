namespace Quay.Client.Tests.Stubs;

/// <summary>Defines the time after which a hanging test fails; a passing test never waits that long.</summary>
internal static class Watchdog
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);
}
