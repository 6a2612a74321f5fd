using Microsoft.Extensions.Time.Testing;
using Quay.Client;
using Quay.Client.Testing;

namespace QuayTags.Tests;

/// <summary>Makes a fake server slow for the clock of the tool: each request takes two seconds.</summary>
internal static class SlowQuay
{
    private const int MaxRequests = 100;

    /// <summary>Gets a context whose standard error is a terminal, with a clock that the server moves.</summary>
    public static ToolContext Terminal(ToolContext context, FakeQuay quay, double seconds = 2)
    {
        var clock = new FakeTimeProvider(ToolRun.Now);
        for (int i = 1; i <= MaxRequests; i++)
        {
            quay.Changes.BeforeRequest(i, () => clock.Advance(TimeSpan.FromSeconds(seconds)));
        }

        return context with
        {
            ErrorIsTerminal = true,
            ClientOptions = new QuayClientOptions { TimeProvider = clock, RetryDelay = TimeSpan.Zero, MaxConcurrentPages = 1 },
        };
    }
}
