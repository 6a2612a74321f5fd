using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Quay.Client;
using Quay.Client.Testing;
using TagWatcher;

namespace Samples.Tests;

/// <summary>The worker in a host of the test, whose clock the test moves.</summary>
public class TagWatcherTests
{
    // Shorter than the time limits of a request, which follow the same clock.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly FakeQuay _quay;
    private readonly FakeRepository _app;

    public TagWatcherTests()
    {
        _quay = new FakeQuay(_clock) { Strict = true };
        _app = _quay.AddRepository("acme/app");
        _app.Push("prod");
    }

    [Fact(Timeout = 60_000)]
    public async Task Each_tick_logs_what_changed_since_the_last_one()
    {
        _quay.Changes.BeforeRequest(3, () => _app.Push("pr-1", Scene.NewDigest));
        using var network = new FakeQuayHandler(_quay);
        using IHost host = await StartAsync(network);

        _clock.Advance(Interval);
        string added = await NextLineAsync();
        _app.DeleteTag("pr-1");
        string moved = _app.Push("prod").Digest;
        _clock.Advance(Interval);

        Assert.Equal($"Information Added pr-1: {Scene.NewDigest}", added);
        Assert.Equal($"Information Removed pr-1: {Scene.NewDigest}", await NextLineAsync());
        Assert.Equal($"Information Moved prod: {moved}", await NextLineAsync());
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = 60_000)]
    public async Task Failed_poll_is_logged_and_the_next_one_reports_what_it_missed()
    {
        var unavailable = Fault.Custom(context => context.Forward() with { Status = 503 });
        _quay.Faults.InOrder(null, null, Fault.TooManyRequests(TimeSpan.FromHours(1)).Then(unavailable), Fault.Html);
        _quay.Changes.BeforeRequest(3, () => _app.Push("pr-1", Scene.NewDigest));
        using var network = new FakeQuayHandler(_quay);
        using IHost host = await StartAsync(network);

        _clock.Advance(Interval);
        string failed = await NextLineAsync();
        _clock.Advance(Interval);
        string html = await NextLineAsync();
        _clock.Advance(Interval);

        Assert.Matches("^Warning .* 503", failed);
        Assert.Matches("^Warning .* HTML", html);
        Assert.Equal($"Information Added pr-1: {Scene.NewDigest}", await NextLineAsync());
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = 60_000)]
    public async Task Host_stops_while_a_poll_waits_for_its_response()
    {
        _quay.Faults.InOrder(null, null, Fault.Stall);
        Task stalled = RequestAsync(3);
        using var network = new FakeQuayHandler(_quay);
        using IHost host = await StartAsync(network);

        _clock.Advance(Interval);
        await stalled;

        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(host.Services.GetServices<IHostedService>().OfType<Worker>().Single().ExecuteTask!.IsCanceled);
        Assert.False(_lines.Reader.TryRead(out string? line), line);
    }

    [Theory]
    [InlineData("Watch:Repository is no repository", "--Watch:Repository=quay.io/acme/app")]
    [InlineData("Watch:Interval is not positive", "--Watch:Interval=00:00:00")]
    public async Task Wrong_settings_end_the_program_at_its_start(string error, string setting)
    {
        SampleProcess process = await SampleProcess.RunAsync("TagWatcher", [setting]);

        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains($"OptionsValidationException: {error}", process.Error, StringComparison.Ordinal);
    }

    /// <summary>Starts the worker, and waits for the second of the two requests of its first poll.</summary>
    private async Task<IHost> StartAsync(FakeQuayHandler network)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLogging(logging => logging.AddProvider(new LogLines(_lines.Writer)));
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.Configure<WatchOptions>(watch => (watch.Repository, watch.Interval) = ("acme/app", Interval));
        builder.Services.AddHostedService<Worker>();
        builder.Services
            .AddQuayClient(options => (options.Endpoint, options.Token, options.TimeProvider) = (network.Endpoint, _quay.Token, _clock))
            .ConfigurePrimaryHttpMessageHandler(() => network);
        IHost host = builder.Build();
        Task read = RequestAsync(2);
        await host.StartAsync(TestContext.Current.CancellationToken);
        await read;
        return host;
    }

    /// <summary>Completes when a request arrives.</summary>
    private Task RequestAsync(int number)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _quay.Changes.BeforeRequest(number, arrived.SetResult);
        return arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    private ValueTask<string> NextLineAsync() => _lines.Reader.ReadAsync(TestContext.Current.CancellationToken);
}
