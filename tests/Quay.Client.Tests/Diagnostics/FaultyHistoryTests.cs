using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Quay.Client.Testing;
using Quay.Client.Tests.Documentation;
using Quay.Client.Tests.Tags;

namespace Quay.Client.Tests.Diagnostics;

/// <summary>Verifies all that a client logs and measures while it reads a history and writes tags, under every kind of failure.</summary>
public partial class FaultyHistoryTests
{
    private const int Entries = 40;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task History_under_faults_yields_exactly_the_expected_events(bool isRegistered)
    {
        using var fixture = new DiagnosticsFixture(isRegistered);
        await RunAsync(fixture);

        Assert.Equal(
            [
                "RetryScheduled", "RateLimiterPaused", "RateLimiterPaused", "ListSteppedBack",
                "WriteRecovered", "WriteResent", "WriteOutcomeUnknown", "TokenRejected",
            ],
            fixture.EventNames);
        Assert.All(fixture.Events, record => Assert.Equal(record.Id.Id >= 6 ? LogLevel.Warning : LogLevel.Information, record.Level));
        Assert.All(fixture.AllRecords, record => Assert.Null(record.Exception));
        Assert.All(fixture.AllRecords, record => Assert.StartsWith(fixture.Endpoint.Host, record.Message, StringComparison.Ordinal));
        Assert.All(fixture.AllRecords, record => Assert.Equal(fixture.Endpoint.Host, record.GetStructuredStateValue("Server")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task History_under_faults_yields_exactly_the_expected_counters(bool isRegistered)
    {
        using var fixture = new DiagnosticsFixture(isRegistered);
        await RunAsync(fixture);
        MeasurementRecorder metrics = fixture.Metrics;

        Assert.Equal(
            ["200: 12", "201: 1", "400: 1", "401: 3", "429: 2", "503: 1", "none: 3"],
            metrics.SumBy("quay.client.requests", "http.response.status_code"));
        Assert.Equal(
            ["400: 1", "401: 3", "429: 2", "503: 1", "none: 13", "response_ended: 3"],
            metrics.SumBy("quay.client.requests", "error.type"));
        Assert.Equal(fixture.Quay.Requests.Count, metrics.Sum("quay.client.requests"));
        Assert.Equal(["503: 1"], metrics.SumBy("quay.client.retries", "error.type"));
        Assert.Equal(["applied: 1", "not_applied: 1", "unknown: 1"], metrics.SumBy("quay.client.lost_writes", "quay.write.outcome"));
        Assert.Equal(1, metrics.Sum("quay.client.list.step_backs"));
        Assert.Equal(7.067, metrics.Sum("quay.client.rate_limiter.pause.time"), 3);

        // After a 429, each request waits, for the pause and then for its turn.
        double[] waits = [.. metrics.Of("quay.client.rate_limiter.wait.duration").Select(wait => Math.Round(wait.Value, 3))];
        Assert.Equal([0.067, 0.067, 7], waits[..3]);
        Assert.Equal(20, waits.Length);
        Assert.Equal(
            [.. Enumerable.Repeat(new[] { 1.0, -1.0 }, 20).SelectMany(change => change)],
            metrics.Of("quay.client.rate_limiter.queue").Select(measurement => measurement.Value));
        double[] rates = [.. metrics.Of("quay.client.rate_limiter.rate").Select(rate => Math.Round(rate.Value, 2))];
        Assert.Equal([0, 15, 21.75, 13.05], rates.Distinct().Take(4));
        Assert.Equal(
            metrics.Of("quay.client.requests").Count(request => request.Tag("http.response.status_code") is not null), rates.Length);
        Assert.Equal(1, metrics.Sum("quay.client.tokens.rejected"));
    }

    [Fact]
    public async Task Documented_output_is_what_the_client_logs()
    {
        using var fixture = new DiagnosticsFixture(isRegistered: true);
        await RunAsync(fixture);
        CodeBlock output = CodeBlock.Parse("diagnostics.md", CodeBlock.Documents["diagnostics.md"]).Last();

        // The document wraps long lines.
        Assert.Equal(Space().Replace(string.Join('\n', Lines(fixture)), " "), Space().Replace(output.Text, " "));
    }

    private static IEnumerable<string> Lines(DiagnosticsFixture fixture) => fixture.Events.Select(record =>
        $"{(record.Level == LogLevel.Warning ? "warn" : "info")}: {record.Category}[{record.Id.Id}]\n      "
        + record.Message.Replace(fixture.Endpoint.Host, "quay.example", StringComparison.Ordinal));

    /// <summary>Reads a history, then writes four tags, the last with a token that Quay does not accept.</summary>
    internal static async Task RunAsync(DiagnosticsFixture fixture)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        FakeQuay quay = fixture.Quay;
        FakeRepository app = quay.AddRepository("acme/app");
        string digest = app.Push("release").Digest;
        for (int i = 1; i < Entries; i++)
        {
            fixture.Clock.Advance(TimeSpan.FromMinutes(1));
            app.Push("build");
        }

        quay.Faults.InOrder(
            Fault.ServiceUnavailable, Fault.None, Fault.TooManyRequests(), Fault.None, Fault.TooManyRequests(TimeSpan.FromSeconds(7)));
        quay.Changes.BeforeRequest(4, () => app.Push("build"));
        quay.Changes.BeforeRequest(7, () => Collect(app, 12));

        int entries = await fixture.Client.Tags.GetHistory("acme/app", new() { PageSize = 10 }).CountAsync(token);
        Assert.Equal(Entries, entries);

        quay.Faults.When(TagFixture.IsWrite, Fault.LostResponse, times: 1);
        await fixture.Client.Tags.MoveAsync("acme/app", "prod", digest, cancellationToken: token);

        quay.Faults.When(TagFixture.IsWrite, Fault.Cut, times: 1);
        await fixture.Client.Tags.MoveAsync("acme/app", "next", digest, cancellationToken: token);

        quay.Faults.When(TagFixture.IsWrite, Fault.LostResponse, times: 1);
        quay.Changes.Before(TagFixture.IsWrite, () => quay.Faults.Next(Fault.Status(400)));
        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => fixture.Client.Tags.MoveAsync("acme/app", "test", digest, cancellationToken: token));

        fixture.Token.IsRevoked = true;
        for (int i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<QuayAuthenticationException>(
                () => fixture.Client.Tags.MoveAsync("acme/app", "test", digest, cancellationToken: token));
        }
    }

    // Removes the newest entries that have ended, as the garbage collector may.
    private static void Collect(FakeRepository app, int count)
    {
        foreach (FakeTagEntry entry in app.Entries.Where(entry => entry.End is not null).OrderByDescending(entry => entry.Start)
            .Take(count).ToList())
        {
            app.Collect(entry);
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
