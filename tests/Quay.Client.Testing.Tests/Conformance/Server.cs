using System.Globalization;
using Quay.Client.Testing.Registry;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>One of the recorded servers: each began with a database of its own.</summary>
/// <param name="Prefix">How the names of its exchanges begin.</param>
/// <param name="Features">What was switched on.</param>
/// <param name="Run">The suffix of its data files: <c>world….json</c> has its content, <c>session….txt</c> the order of its requests.</param>
/// <param name="Millisecond">The millisecond at which each request is replayed: one recorded time shows it.</param>
internal sealed record Server(string Prefix, FakeFeatures Features, string Run = "", int Millisecond = 0)
{
    private static readonly Server[] FirstRun =
    [
        new("default-", new FakeFeatures()),
        new("variant-billing-", FakeFeatures.All with { Billing = true }),
        new("variant-registry-readonly-", FakeFeatures.All with { RegistryIsReadOnly = true }),
        new("variant-anonymous-off-", FakeFeatures.All with { AnonymousAccess = false }),
        new("variant-", FakeFeatures.All),
        new("nginx-", FakeFeatures.All),
        new("", FakeFeatures.All),
    ];

    /// <summary>The servers of the later runs, whose exchanges are known by their dates, the last one first.</summary>
    private static readonly (DateTimeOffset From, Server Server)[] LaterRuns =
    [
        (new(2026, 11, 28, 5, 0, 0, TimeSpan.Zero), new("", FakeFeatures.All with { SecurityScanner = false }, "-v2push")),
        (new(2026, 11, 28, 4, 0, 0, TimeSpan.Zero), new("", FakeFeatures.All with { SecurityScanner = false }, "-policies-logs", Millisecond: 530)),
    ];

    public static IReadOnlyList<string> Runs { get; } = ["", .. LaterRuns.Select(run => run.Server.Run)];

    public static Server Of(RecordedExchange exchange) =>
        LaterRuns.FirstOrDefault(run => DateOf(exchange) >= run.From).Server
        ?? FirstRun.First(server => exchange.Name.StartsWith(server.Prefix, StringComparison.Ordinal));

    private static DateTimeOffset? DateOf(RecordedExchange exchange) =>
        exchange.Headers.TryGetValue("Date", out string? date) ? DateTimeOffset.ParseExact(date, "R", CultureInfo.InvariantCulture) : null;
}
