using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Diagnostics;

/// <summary>Provides a client, created or registered, a fake Quay, and what the client logs and measures.</summary>
internal sealed class DiagnosticsFixture : IDisposable
{
    private readonly FakeLogCollector _logs = new();
    private readonly ServiceProvider _provider;
    private readonly QuayClient? _created;

    public DiagnosticsFixture(bool isRegistered = false, Action<QuayClientOptions>? configure = null, string? token = null)
    {
        Quay = new FakeQuay(Clock) { Features = FakeFeatures.All };
        Token = Quay.AddTokenWithValue(token ?? "token-" + Guid.NewGuid().ToString("N"), "admin");
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(_logs)));
        services.AddQuayClient(Configure).ConfigurePrimaryHttpMessageHandler(() => new FakeQuayHandler(Quay) { Endpoint = Endpoint });
        _provider = services.BuildServiceProvider();
        Metrics = new MeasurementRecorder(Endpoint.Host, isRegistered ? _provider.GetRequiredService<IMeterFactory>() : null);
        if (!isRegistered)
        {
            var options = new QuayClientOptions { LoggerFactory = _provider.GetRequiredService<ILoggerFactory>() };
            Configure(options);
            _created = new QuayClient(options, new FakeQuayHandler(Quay) { Endpoint = Endpoint });
        }

        Client = _created ?? _provider.GetRequiredService<IQuayClient>();

        void Configure(QuayClientOptions options)
        {
            (options.Endpoint, options.Token, options.TimeProvider) = (Endpoint, Token.Value, Clock);
            (options.RetryDelay, options.MaxConcurrentPages) = (TimeSpan.Zero, 1);
            (options.AttemptTimeout, options.Timeout) = (TimeSpan.FromHours(20), TimeSpan.FromHours(22));
            configure?.Invoke(options);
        }
    }

    /// <summary>Gets the address of the server. Its name distinguishes the measurements of this test from those of others.</summary>
    public Uri Endpoint { get; } = new($"https://quay-{Guid.NewGuid():N}.test");

    public TestClock Clock { get; } = new();

    public FakeQuay Quay { get; }

    public FakeToken Token { get; }

    public IQuayClient Client { get; }

    public MeasurementRecorder Metrics { get; }

    /// <summary>Gets the records of the client, without those of the level Debug.</summary>
    public IReadOnlyList<FakeLogRecord> Events => [.. AllRecords.Where(record => record.Level > LogLevel.Debug)];

    public IReadOnlyList<FakeLogRecord> AllRecords => [.. _logs.GetSnapshot().Where(record => record.Category == "Quay.Client")];

    /// <summary>Gets the names of the events.</summary>
    public IEnumerable<string?> EventNames => Events.Select(record => record.Id.Name);

    public void Dispose()
    {
        Metrics.Dispose();
        _created?.Dispose();
        _provider.Dispose();
    }
}
