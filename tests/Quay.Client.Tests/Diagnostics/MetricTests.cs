using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Quay.Client.Testing;
using Quay.Client.Tests.Documentation;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Diagnostics;

public partial class MetricTests
{
    private static readonly string[] AllowedTags =
    [
        "error.type", "http.request.method", "http.response.status_code", "quay.operation", "quay.write.outcome", "server.address",
        "server.port", "url.template",
    ];

    [Fact]
    public void Documentation_lists_all_metrics() => Assert.Equal(
        InstrumentList.All().Select(instrument =>
            $"| `{instrument.Name}` | {InstrumentList.TypeOf(instrument)} | `{instrument.Unit}` |"),
        CodeBlock.Documents["diagnostics.md"].Where(line => line.StartsWith("| `quay.client.", StringComparison.Ordinal))
            .Select(line => string.Join('|', line.Split('|')[..4]) + "|").Order(StringComparer.Ordinal));

    [Fact]
    public void Metrics_have_names_units_and_descriptions_by_the_conventions_of_OpenTelemetry() => Assert.All(
        InstrumentList.All(),
        instrument =>
        {
            Assert.Matches(MetricName(), instrument.Name);
            Assert.DoesNotMatch("(total|count|seconds)$", instrument.Name);
            Assert.Matches(@"^(s|\{[a-z_]+\}(/s)?)$", instrument.Unit);
            Assert.EndsWith(".", instrument.Description, StringComparison.Ordinal);
            Assert.Equal(instrument is Histogram<double>, instrument.Name.EndsWith(".duration", StringComparison.Ordinal));
            if (instrument is Histogram<double> { Advice.HistogramBucketBoundaries: var bounds })
            {
                Assert.Equal((0.01, 300), (bounds![0], bounds[^1]));
            }
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Attributes_are_known_and_name_no_repository_tag_or_token(bool isRegistered)
    {
        using var fixture = new DiagnosticsFixture(isRegistered);
        await FaultyHistoryTests.RunAsync(fixture);
        string[] names = ["acme", "app", "build", "prod", "next", "test", "sha256", fixture.Token.Value];
        Assert.NotEmpty(fixture.Metrics.All);
        Assert.All(fixture.Metrics.All.SelectMany(measurement => measurement.Tags), tag =>
        {
            Assert.Contains(tag.Key, AllowedTags);
            Assert.NotNull(tag.Value);
            if (tag.Key != "server.address")
            {
                Assert.DoesNotContain(names, name => tag.Value.ToString()!.Split('/', '.').Contains(name));
            }
        });
    }

    [Fact]
    public async Task Request_of_the_application_has_no_template()
    {
        using var fixture = new DiagnosticsFixture();
        var options = new QuayClientOptions { Endpoint = fixture.Endpoint };
        using var chain = new HandlerChain(options);
        using var http = new HttpClient(chain.Over(new FakeQuayHandler(fixture.Quay) { Endpoint = fixture.Endpoint }));
        chain.Configure(http);
        await Record.ExceptionAsync(() => http.GetStringAsync(new Uri(fixture.Endpoint, "/api/v1/repository/acme/app")));

        Measurement request = Assert.Single(fixture.Metrics.Of("quay.client.requests"));
        Assert.Equal(
            ["error.type", "http.request.method", "http.response.status_code", "server.address", "server.port"],
            request.Tags.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Template_of_each_request_names_no_repository() => Assert.All(RefitRoutes.All(), route =>
    {
        using var request = new HttpRequestMessage();
        request.Options.Set(new(Refit.HttpRequestMessageOptions.RelativePathTemplate), route);
        Assert.Matches(@"^/config$|^/api/v1(/([a-z_]+|\{[a-z]+\}))+/?$", UrlTemplate.Of(request));
    });

    [Fact]
    public async Task Host_collects_the_metrics_with_its_own_meter_factory()
    {
        var quay = new FakeQuay();
        quay.AddRepository("acme/app");
        var services = new ServiceCollection();
        services.AddQuayClient(options => (options.Endpoint, options.Token) = (new Uri("https://quay.test"), quay.Token))
            .ConfigurePrimaryHttpMessageHandler(() => new FakeQuayHandler(quay) { Endpoint = new Uri("https://quay.test") });
        await using ServiceProvider provider = services.BuildServiceProvider();
        using var requests = new MetricCollector<long>(
            provider.GetRequiredService<IMeterFactory>(), "Quay.Client", "quay.client.requests");

        await provider.GetRequiredService<IQuayClient>().Repositories.GetAsync("acme/app");

        CollectedMeasurement<long> request = Assert.Single(requests.GetMeasurementSnapshot());
        Assert.Equal(1, request.Value);
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["server.address"] = "quay.test",
                ["server.port"] = 443,
                ["http.request.method"] = "GET",
                ["url.template"] = "/api/v1/repository/{repository}",
                ["http.response.status_code"] = 200,
            },
            request.Tags);
    }

    [Fact]
    public async Task Attempts_without_a_response_are_counted_by_their_kind_of_failure()
    {
        using var fixture = new DiagnosticsFixture(configure: options => options.MaxRetries = 0);
        fixture.Quay.AddRepository("acme/app");
        fixture.Quay.Faults.InOrder(Fault.Cut, Fault.Status(502), Fault.Stall);
        await Record.ExceptionAsync(() => fixture.Client.Repositories.GetAsync("acme/app"));
        await Record.ExceptionAsync(() => fixture.Client.Repositories.GetAsync("acme/app"));
        ValueTask<Exception?> stalled = Record.ExceptionAsync(() => fixture.Client.Repositories.GetAsync("acme/app"));
        Assert.True(SpinWait.SpinUntil(() => fixture.Quay.Requests.Count == 3, Watchdog.Limit));
        fixture.Clock.Advance(TimeSpan.FromHours(21));
        Assert.IsType<QuayTimeoutException>(await stalled.AsTask().WaitAsync(Watchdog.Limit));
        using var cancelled = new CancellationTokenSource();
        fixture.Quay.Changes.BeforeEach(_ => true, cancelled.Cancel);
        await Record.ExceptionAsync(() => fixture.Client.Repositories.GetAsync("acme/app", cancellationToken: cancelled.Token));

        Assert.Equal(
            ["502: 1", "System.OperationCanceledException: 1", "response_ended: 1", "timeout: 1"],
            fixture.Metrics.SumBy("quay.client.requests", "error.type"));
        Assert.Equal(
            ["RequestFailed", "RequestCompleted", "RequestFailed", "RequestFailed"], fixture.AllRecords.Select(record => record.Id.Name));
    }

    [Fact]
    public async Task Request_that_is_not_sent_is_not_counted()
    {
        using var fixture = new DiagnosticsFixture(configure: options =>
            (options.Token, options.TokenProvider) = (null, _ => throw new InvalidOperationException("The vault is closed.")));
        await Assert.ThrowsAsync<QuayAuthenticationException>(() => fixture.Client.Repositories.GetAsync("acme/app"));
        Assert.Empty(fixture.Metrics.Of("quay.client.requests"));
        Assert.Empty(fixture.AllRecords);
    }

    [GeneratedRegex(@"^quay\.client(\.[a-z]+(_[a-z]+)*)+$")]
    private static partial Regex MetricName();
}
