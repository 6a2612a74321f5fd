using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Quay.Client.Testing;
using Quay.Client.Tests.Options;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Diagnostics;

/// <summary>Verifies what a host logs about the HTTP requests of a registered client.</summary>
public class HttpClientLoggerTests
{
    private readonly FakeLogCollector _logs = new();
    private readonly FakeQuay _quay = new(new TestClock());
    private readonly CountingLogger _counting = new();

    private IEnumerable<FakeLogRecord> HttpClientRecords => _logs.GetSnapshot().Where(
        record => record.Category?.StartsWith("System.Net.Http.HttpClient.", StringComparison.Ordinal) == true);

    [Theory]
    [InlineData(null)]
    [InlineData("mirror")]
    public async Task Client_logs_each_request_once_at_Debug_and_HttpClient_logs_nothing(string? name)
    {
        await RunAsync(services => AddQuayClient(services, name), name);

        Assert.Empty(HttpClientRecords);
        FakeLogRecord record = Assert.Single(_logs.GetSnapshot(), record => record.Category == "Quay.Client");
        Assert.Equal(
            (LogLevel.Debug, "quay.test: GET /api/v1/repository/acme/app/tag/: the response was 200 after 0 ms."),
            (record.Level, record.Message));
    }

    [Fact]
    public async Task Logger_added_after_AddQuayClient_is_kept()
    {
        await RunAsync(services => AddQuayClient(services).AddLogger(_ => _counting));
        Assert.Equal(1, _counting.Requests);
    }

    [Fact]
    public async Task Default_logger_added_after_AddQuayClient_is_kept()
    {
        await RunAsync(services => AddQuayClient(services).AddDefaultLogger());
        Assert.Equal(4, HttpClientRecords.Count(record => record.Level == LogLevel.Information));
    }

    [Fact]
    public async Task Logger_is_kept_if_the_client_is_registered_again()
    {
        await RunAsync(services =>
        {
            AddQuayClient(services).AddLogger(_ => _counting);
            services.AddQuayClient(options => options.MaxRetries = 1);
        });
        Assert.Equal(1, _counting.Requests);
        Assert.Empty(HttpClientRecords);
    }

    [Fact]
    public async Task Loggers_of_other_HttpClients_are_kept()
    {
        await RunAsync(services =>
        {
            services.AddHttpClient("other").ConfigurePrimaryHttpMessageHandler(() => new FakeQuayHandler(_quay));
            AddQuayClient(services);
        }, use: async provider =>
        {
            using HttpClient other = provider.GetRequiredService<IHttpClientFactory>().CreateClient("other");
            using HttpResponseMessage response = await other.GetAsync(new Uri("https://quay.test/"));
        });
        Assert.NotEmpty(HttpClientRecords);
        Assert.All(
            HttpClientRecords,
            record => Assert.StartsWith("System.Net.Http.HttpClient.other.", record.Category, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Loggers_of_all_HttpClients_are_removed_from_the_client()
    {
        await RunAsync(services =>
        {
            AddQuayClient(services);
            services.ConfigureHttpClientDefaults(client => client.AddLogger(_ => _counting));
        });
        Assert.Equal(0, _counting.Requests);
        Assert.Empty(HttpClientRecords);
    }

    [Fact]
    public async Task Logger_factory_of_the_options_replaces_that_of_the_host()
    {
        var logs = new FakeLogCollector();
        using ILoggerFactory loggers = LoggerFactory.Create(
            logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(new FakeLoggerProvider(logs)));
        await RunAsync(services =>
        {
            AddQuayClient(services);
            services.AddQuayClient(options => options.LoggerFactory = loggers);
        });
        Assert.Equal("Quay.Client", Assert.Single(logs.GetSnapshot()).Category);
        Assert.DoesNotContain(_logs.GetSnapshot(), record => record.Category == "Quay.Client");
    }

    private IHttpClientBuilder AddQuayClient(IServiceCollection services, string? name = null)
    {
        IHttpClientBuilder builder = name is null ? services.AddQuayClient(Configure) : services.AddQuayClient(name, Configure);
        return builder.ConfigurePrimaryHttpMessageHandler(() => new FakeQuayHandler(_quay) { Endpoint = new Uri("https://quay.test") });

        void Configure(QuayClientOptions options) => (options.Endpoint, options.Token, options.TimeProvider) =
            (new Uri("https://quay.test"), _quay.Token, _quay.TimeProvider);
    }

    private async Task RunAsync(Action<IServiceCollection> configure, string? name = null, Func<IServiceProvider, Task>? use = null)
    {
        _quay.AddRepository("acme/app").Push("prod");
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(_logs));
        configure(builder.Services);
        using IHost host = builder.Build();
        IQuayClient client = name is null
            ? host.Services.GetRequiredService<IQuayClient>()
            : host.Services.GetRequiredKeyedService<IQuayClient>(name);
        await client.SendRequestAsync();
        if (use is not null)
        {
            await use(host.Services);
        }
    }

    private sealed class CountingLogger : IHttpClientLogger
    {
        public int Requests { get; private set; }

        public object? LogRequestStart(HttpRequestMessage request)
        {
            Requests++;
            return null;
        }

        public void LogRequestStop(object? context, HttpRequestMessage request, HttpResponseMessage response, TimeSpan elapsed)
        {
        }

        public void LogRequestFailed(
            object? context, HttpRequestMessage request, HttpResponseMessage? response, Exception exception, TimeSpan elapsed)
        {
        }
    }
}
