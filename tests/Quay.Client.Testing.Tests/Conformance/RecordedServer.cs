using System.Globalization;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Represents a recorded server. Each started with a separate database.</summary>
/// <param name="Prefix">The prefix of the names of its exchanges.</param>
/// <param name="Features">The features that were enabled.</param>
/// <param name="Run">
/// The suffix of the files with its initial state (<c>initial-state….json</c>) and its order of requests (<c>replay-order….txt</c>).
/// </param>
/// <param name="Millisecond">The millisecond within the second of each request. Only one time in the recording depends on it.</param>
/// <param name="IsBehindNginx">Whether the requests were sent to nginx, not to gunicorn.</param>
/// <param name="IsDown">Whether Quay was down behind nginx.</param>
internal sealed record RecordedServer(
    string Prefix, FakeFeatures Features, string Run = "", int Millisecond = 0, bool IsBehindNginx = false, bool IsDown = false)
{
    private static readonly RecordedServer[] FirstRun =
    [
        new("default-", new FakeFeatures()),
        new("variant-billing-", FakeFeatures.All with { Billing = true }),
        new("variant-registry-readonly-", FakeFeatures.All with { RegistryIsReadOnly = true }),
        new("variant-anonymous-off-", FakeFeatures.All with { AnonymousAccess = false }),
        new("variant-change-expiration-off", FakeFeatures.All with { ChangeTagExpiration = false }),
        new("nginx-502-", FakeFeatures.All, IsBehindNginx: true, IsDown: true),
        new("nginx-", FakeFeatures.All, IsBehindNginx: true),
        new("", FakeFeatures.All),
    ];

    /// <summary>The servers of the later runs, newest first. Their exchanges are recognized by their dates.</summary>
    private static readonly (DateTimeOffset From, RecordedServer Server)[] LaterRuns =
    [
        (new(2026, 11, 28, 5, 0, 0, TimeSpan.Zero), new("", FakeFeatures.All with { SecurityScanner = false }, "-v2push")),
        (new(2026, 11, 28, 4, 0, 0, TimeSpan.Zero), new(
            "", FakeFeatures.All with { SecurityScanner = false }, "-policies-logs", Millisecond: 530)),
    ];

    public static IReadOnlyList<RecordedServer> All { get; } = [.. FirstRun, .. LaterRuns.Select(run => run.Server)];

    public static IReadOnlyList<string> Runs { get; } = ["", .. LaterRuns.Select(run => run.Server.Run)];

    /// <exception cref="InvalidOperationException">The exchange is from a server variant that is not described here.</exception>
    public static RecordedServer Of(RecordedExchange exchange) =>
        LaterRuns.FirstOrDefault(run => DateOf(exchange) >= run.From).Server
        ?? FirstRun.First(server => exchange.Name.StartsWith(server.Prefix, StringComparison.Ordinal)
            && (server.Prefix.Length > 0 || !exchange.Name.StartsWith("variant-", StringComparison.Ordinal)));

    private static DateTimeOffset? DateOf(RecordedExchange exchange) =>
        exchange.Headers.TryGetValue("Date", out string? date) ? DateTimeOffset.ParseExact(date, "R", CultureInfo.InvariantCulture) : null;
}
