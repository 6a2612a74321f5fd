using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Documentation;

/// <summary>Runs the programs of the page on services, and compares their responses with those of the page.</summary>
[Trait("Speed", "Slow")]
public sealed partial class HostingPageTests : IAsyncDisposable
{
    private static readonly Page Shown = new("hosting.md");

    private readonly FakeQuay _quay = new();
    private readonly FakeQuayServer _server;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    public HostingPageTests()
    {
        _quay.AddRepository("acme/app").Push("latest");
        _server = FakeQuayServer.Start(_quay);
    }

    public static TheoryData<Type, int> Statuses => new()
    {
        { typeof(QuayNotFoundException), 404 },
        { typeof(QuayConflictException), 409 },
        { typeof(QuayFeatureException), 501 },
        { typeof(QuayRateLimitException), 503 },
        { typeof(QuayConnectionException), 503 },
        { typeof(QuayTimeoutException), 504 },
        { typeof(QuayOutcomeUnknownException), 502 },
        { typeof(QuayAuthenticationException), 502 },
        { typeof(QuayPermissionException), 502 },
        { typeof(QuayResponseException), 502 },
        { typeof(QuayException), 502 },
    };

    [Theory]
    [InlineData("accepts the token")]
    [InlineData("rejects the token")]
    [InlineData("cannot be reached")]
    [InlineData("requests a pause of more than 2 seconds")]
    [InlineData("fails with 502")]
    [InlineData("a login page responds")]
    [InlineData("is slower than 2 seconds")]
    public async Task Health_check_reports_what_the_table_shows(string state)
    {
        Fault? fault = state switch
        {
            "cannot be reached" => Fault.Cut,
            "requests a pause of more than 2 seconds" => Fault.TooManyRequests(TimeSpan.FromSeconds(3)),
            "fails with 502" => Fault.BadGateway,
            "a login page responds" => Fault.Html,
            "is slower than 2 seconds" => Fault.Stall,
            _ => null,
        };
        if (fault is not null)
        {
            _quay.Faults.Always(fault);
        }

        _quay.FindToken(_quay.Token)!.IsRevoked = state == "rejects the token";
        await using PageProcess service = StartService(Shown.Program("Limit = TimeSpan.FromSeconds(2)"));

        using HttpResponseMessage response = await GetAsync(service, "/health/ready");

        string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"| {state} | {(int)response.StatusCode}, `{body}` |", CodeBlock.Documents[Shown.File]);
    }

    [Fact]
    public async Task Health_check_sends_one_request_for_two_probes()
    {
        await using PageProcess service = StartService(Shown.Program("IHealthCheck"));
        Uri address = await AddressOfAsync(service);

        Assert.Equal("Healthy", await _http.GetStringAsync(new Uri(address, "/health/ready"), TestContext.Current.CancellationToken));
        Assert.Equal("Healthy", await _http.GetStringAsync(new Uri(address, "/health/ready"), TestContext.Current.CancellationToken));

        _quay.Requests.AssertRequests("GET /api/v1/user/");
    }

    [Fact]
    public async Task Health_check_of_a_slow_Quay_is_degraded_and_sends_no_second_request_within_a_minute()
    {
        _quay.Faults.Always(Fault.Stall);
        using QuayClient quay = _quay.CreateClient();
        IHealthCheck check = CreateHealthCheck(quay);

        HealthCheckResult first = await check.CheckHealthAsync(new(), TestContext.Current.CancellationToken);
        ValueTask<HealthCheckResult> second = new(check.CheckHealthAsync(new(), TestContext.Current.CancellationToken));

        Assert.True(second.IsCompletedSuccessfully, "The second probe waits.");
        Assert.Equal((HealthStatus.Degraded, HealthStatus.Degraded), (first.Status, (await second).Status));
        Assert.Single(_quay.Requests);
    }

    [Fact]
    public async Task Health_check_keeps_no_result_of_a_probe_that_its_caller_cancelled()
    {
        using QuayClient quay = _quay.CreateClient();
        IHealthCheck check = CreateHealthCheck(quay);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check.CheckHealthAsync(new(), new(canceled: true)));

        Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync(new(), TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task Service_responds_to_a_rate_limit_as_the_page_shows()
    {
        _quay.Faults.Always(Fault.TooManyRequests(TimeSpan.FromSeconds(120)));
        await using PageProcess service = StartService(Shown.Program("IExceptionHandler"));

        using HttpResponseMessage response = await GetAsync(service, "/digest/acme/app/latest");

        Shown.AssertShows(await DescribeAsync(response));
    }

    [Theory]
    [InlineData("/digest/acme/app/latest", 200)]
    [InlineData("/digest/acme/app/missing", 404)]
    [InlineData("/digest/acme/APP!/latest", 400)]
    [InlineData("/digest/unknown/app/latest", 502)]
    public async Task Service_distinguishes_missing_and_invalid_names_and_unknown_organizations(string path, int status)
    {
        await using PageProcess service = StartService(Shown.Program("IExceptionHandler"));

        using HttpResponseMessage response = await GetAsync(service, path);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Service_does_not_pass_on_the_status_and_the_text_of_a_rejected_token()
    {
        _quay.FindToken(_quay.Token)!.IsRevoked = true;
        await using PageProcess service = StartService(Shown.Program("IExceptionHandler"));

        using HttpResponseMessage response = await GetAsync(service, "/digest/acme/app/latest");

        string text = await DescribeAsync(response);
        Assert.StartsWith("HTTP/1.1 502 ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("token", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_exception_of_the_package_has_a_status() => Assert.Equal(
        typeof(QuayException).Assembly.GetExportedTypes()
            .Where(type => type.IsAssignableTo(typeof(QuayException))).Select(type => type.Name).Order(),
        Statuses.Select(line => line.Data.Item1.Name).Order());

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Handler_responds_to_an_exception_with_the_status(Type type, int status)
    {
        var exception = (Exception)Activator.CreateInstance(type, "secret", null)!;
        var logs = new FakeLogCollector();
        await using ServiceProvider provider = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(new FakeLoggerProvider(logs))).AddProblemDetails().BuildServiceProvider();
        Assembly page = Snippet.Load(Shown.Program("IExceptionHandler"));
        Type handlerType = page.GetType("QuayExceptionHandler", throwOnError: true)!;
        var handler = (IExceptionHandler)ActivatorUtilities.CreateInstance(provider, handlerType);
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = provider, Response = { Body = body } };

        Assert.True(await handler.TryHandleAsync(context, exception, TestContext.Current.CancellationToken));

        Assert.Equal(status, context.Response.StatusCode);
        Assert.All(
            CodeBlock.Documents[Shown.File]
                .Where(line => line.StartsWith("- `", StringComparison.Ordinal) && line.Contains($"`{type.Name}`")),
            line => Assert.Contains($" {status}: ", line, StringComparison.Ordinal));
        Assert.Equal(
            context.Response.StatusCode < 500 ? [] : [(LogLevel.Error, exception)],
            logs.GetSnapshot().Select(entry => (entry.Level, entry.Exception!)));
        Assert.DoesNotContain("secret", System.Text.Encoding.UTF8.GetString(body.ToArray()), StringComparison.Ordinal);
        Assert.False(await handler.TryHandleAsync(context, new InvalidOperationException(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Resilience_handler_of_Aspire_does_not_resend_a_slow_request_of_this_client()
    {
        _quay.Faults.Next(Fault.Stall);
        CodeBlock program = Shown.Program("AddStandardResilienceHandler()");

        // The handler's own limit is ten seconds.
        const string Limited = "AddStandardResilienceHandler(options => options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(1))";
        await using var process = PageProcess.Start(
            program with { Text = program.Text.Replace("AddStandardResilienceHandler()", Limited, StringComparison.Ordinal) },
            Path.GetTempPath(),
            [],
            [.. Settings, ("Quay__MaxRetries", "0"), ("Quay__AttemptTimeout", "00:00:02")]);

        (_, string error) = await process.EndAsync();

        Assert.Contains(nameof(QuayTimeoutException), error, StringComparison.Ordinal);
        Assert.Single(_quay.Requests);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    private (string Name, string Value)[] Settings =>
    [
        ("Quay__Endpoint", $"{_server.Endpoint}"), ("Quay__Token", _quay.Token), ("Quay__RetryDelay", "00:00:00"),
        ("Logging__LogLevel__System.Net.Http", "Warning"),
    ];

    private static IHealthCheck CreateHealthCheck(QuayClient quay)
    {
        Type type = Snippet.Load(Shown.Program("IHealthCheck")).GetType("QuayHealthCheck", throwOnError: true)!;
        return (IHealthCheck)Activator.CreateInstance(type, quay)!;
    }

    private static async Task<string> DescribeAsync(HttpResponseMessage response)
    {
        string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        string[] headers =
        [
            $"HTTP/{response.Version} {(int)response.StatusCode} {response.ReasonPhrase}",
            $"Content-Type: {response.Content.Headers.ContentType}",
            .. response.Headers.RetryAfter is { } wait ? [$"Retry-After: {wait}"] : Array.Empty<string>(),
        ];
        return string.Join('\n', [.. headers, "", TraceId().Replace(body, "\"traceId\":\"00-…\"")]);
    }

    private static async Task<Uri> AddressOfAsync(PageProcess service)
    {
        const string Listening = "Now listening on: ";
        string line = await service.ReadLineAsync(Listening);
        return new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]);
    }

    private PageProcess StartService(CodeBlock program) =>
        PageProcess.Start(program, Path.GetTempPath(), ["--urls", "http://127.0.0.1:0"], Settings);

    private async Task<HttpResponseMessage> GetAsync(PageProcess service, string path) =>
        await _http.GetAsync(new Uri(await AddressOfAsync(service), path), TestContext.Current.CancellationToken);

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex TraceId();
}
