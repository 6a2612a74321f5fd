using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quay.Client.Testing;
using Quay.Client.Tests.Diagnostics;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;
using Quay.Client.Tests.Tags;

namespace Quay.Client.Tests.Secrets;

/// <summary>
/// Verifies that the token appears in no log line of any level, no exception or object that it references, no span, and no
/// <c>ToString</c> of the package's objects.
/// </summary>
public class CanaryTests
{
    private const string Canary = "cAnAry0123456789,SECRETtokenNobodyMaySee";
    private const string Path = "/api/v1/repository/rqorg/scratch/tag/?limit=100";

    /// <summary>Responses of all kinds, including those of proxies that echo the request with its headers.</summary>
    private static readonly FakeResponse[] Responses =
    [
        .. RecordedExchange.All()
            .Where(exchange => exchange is { Method: "GET", Status: not 200 } && exchange.RequestPath.EndsWith(
                "/tag/", StringComparison.Ordinal))
            .DistinctBy(exchange => exchange.Status)
            .Select(RecordedQuay.ResponseOf),
        FakeResponse.Create(
            403, $$"""{"error": "CSRF token was invalid or missing. Authorization: Bearer {{Canary}}", "error_type": "{{Canary}}"}""",
            "text/html"),
        FakeResponse.Create(502, $"<html>Bad gateway: Authorization: Bearer {Canary}</html>", "text/html"),
        FakeResponse.Create(429, $"slow down, {Canary}", "text/plain"),
        FakeResponse.Create(307, "", "text/html").With("Location", $"https://elsewhere.example/?t={Canary}"),
        FakeResponse.Json($"<html>Authorization: Bearer {Canary}</html>"),
        FakeResponse.Json($$"""{"tags": [{"name": 5, "{{Canary}}": 1}]}"""),
        FakeResponse.Json(""),
        FakeResponse.Json(
            $$$"""{"tags": [{"name": "a", "child_manifests_presence": {"Bearer {{{Canary}}}": null}}]"""
            + """, "page": 1, "has_additional": false}"""),
        FakeResponse.Create(502, new string('x', 1010) + Canary, "text/plain"),
        FakeResponse.Create(502, $"<html>{new string('x', (16 * 1024) - 6 - 30)}{Canary}</html>", "text/html"),
        FakeResponse.Create(400, $$"""{"detail": "{{new string('x', 1010)}}{{Canary}}"}""", "application/json"),
        FakeResponse.Create(
            400,
            $$"""{"detail": "\u00{{(int)Canary[0]:x2}}{{Canary[1..]}}", "error_type": "\u00{{(int)Canary[0]:x2}}{{Canary[1..]}}"}""",
            "application/json"),
        RecordedQuay.ResponseOf(RecordedExchange.Load("tags-list-moves-history")),
    ];

    [Fact]
    public async Task Token_is_in_no_log_exception_span_or_ToString()
    {
        var texts = new ConcurrentBag<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => texts.Add(Describe(activity)),
        };
        ActivitySource.AddActivityListener(listener);

        int errors = 0;
        foreach (FakeResponse response in Responses)
        {
            await using RecordedQuay quay = new RecordedQuay(Canary).Expect(Path, response);
            var services = new ServiceCollection();
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new CollectingLogger(texts)));
            services.AddQuayClient(options =>
            {
                options.Endpoint = quay.Address;
                options.Token = Canary;
                options.MaxRetries = 0;
            }).AddDefaultLogger();
            await using ServiceProvider provider = services.BuildServiceProvider();
            var client = provider.GetRequiredService<IQuayClient>();
            QuayClientOptions options = provider.GetRequiredService<IOptions<QuayClientOptions>>().Value;
            texts.Add($"{client} {client.Tags} {client.Tags.GetHistory("rqorg/scratch")} {options}");

            Exception? error = await Record.ExceptionAsync(async () => await client.Tags.GetHistory("rqorg/scratch").CountAsync());
            if (error is not null)
            {
                errors++;
                Walk(error, texts, []);
            }
        }

        Assert.True(errors >= 10, $"Only {errors} errors.");
        Assert.Contains(texts, text => text.Contains("Sending HTTP request", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("Request Headers", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("System.Net.Http", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("url.full=http://", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.StartsWith("Quay.Client quay.tags.history", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("Error GET http://", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => text.Contains(Canary[..8], StringComparison.Ordinal));
    }

    /// <summary>The server repeats the token in each response that causes an event.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Token_is_in_no_event_and_no_metric(bool isRegistered)
    {
        using var fixture = new DiagnosticsFixture(isRegistered, token: Canary);
        string digest = fixture.Quay.AddRepository("acme/app").Push("prod").Digest;
        string echo = $$"""{"detail": "CSRF token was invalid or missing. Bearer {{Canary}}", "error_type": "{{Canary}}"}""";
        Fault Echo(int status) => Fault.Status(status, echo, "application/json");
        Task MoveAsync() => fixture.Client.Tags.MoveAsync("acme/app", "next", digest);

        fixture.Quay.Faults.InOrder(Echo(503), Echo(429), Fault.None, Fault.LostResponse, Echo(400));
        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(MoveAsync);
        fixture.Quay.Faults.InOrder(TagFixture.IsWrite, Fault.Cut, Fault.LostResponse, Echo(403));
        fixture.Quay.FindRepository("acme/app")!.DeleteTag("next");
        await MoveAsync();
        fixture.Quay.FindRepository("acme/app")!.DeleteTag("next");
        await Assert.ThrowsAsync<QuayAuthenticationException>(MoveAsync);

        Assert.Equal(
            ["RateLimiterPaused", "RetryScheduled", "TokenRejected", "WriteOutcomeUnknown", "WriteRecovered", "WriteResent"],
            fixture.EventNames.Distinct().Order(StringComparer.Ordinal));
        string[] texts =
        [
            .. fixture.AllRecords.Select(record => record.Message),
            .. fixture.AllRecords.SelectMany(record => record.StructuredState!).Select(value => $"{value}"),
            .. fixture.AllRecords.SelectMany(record => record.Scopes).Select(scope => $"{scope}"),
            .. fixture.Metrics.All.SelectMany(measurement => measurement.Tags).Select(tag => $"{tag}"),
        ];
        Assert.Contains(texts, text => text.Contains("[token]", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("quay.write.outcome", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => text.Contains(Canary[..8], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Authorization: Bearer {0}\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nBearer {0}\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: Bearer {0}\r\n\r\n")]
    public async Task Token_echoed_in_a_malformed_HTTP_response_is_not_in_the_exception(string template)
    {
        string echo = string.Format(CultureInfo.InvariantCulture, template, Canary);
        await using var server = new RawServer(echo, echo);
        using var client =
            new QuayClient(new QuayClientOptions { Endpoint = server.Address, Token = Canary, MaxRetries = 1, RetryDelay = TimeSpan.Zero });
        var texts = new ConcurrentBag<string>();
        Walk(await Record.ExceptionAsync(() => client.Repositories.GetAsync("acme/app")), texts, []);
        Assert.NotEmpty(texts);
        Assert.DoesNotContain(texts, text => text.Contains(Canary[..8], StringComparison.Ordinal));
    }

    [Fact]
    public void Exception_about_invalid_options_does_not_show_the_token()
    {
        var options = new QuayClientOptions { Endpoint = new Uri("http://quay.example"), Token = Canary + "\n" };
        var texts = new ConcurrentBag<string>();
        Walk(Assert.Throws<ArgumentException>(() => new QuayClient(options)), texts, []);
        Assert.Contains(texts, text => text.Contains("QuayClientOptions.Token", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => text.Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task QuayException_created_by_a_caller_does_not_show_a_token_that_was_sent()
    {
        using var client = new QuayClient(
            new QuayClientOptions { Endpoint = new Uri("https://quay.test"), Token = Canary },
            new ScriptedHandler(_ => ScriptedHandler.Json("{}", 404)));
        await Assert.ThrowsAsync<QuayException>(() => client.Repositories.GetAsync("acme/app"));
        string text = $"Authorization: Bearer {Canary}";

        var error = new QuayException(text) { ErrorType = text, Detail = text, ResponseBody = text };

        Assert.All(
            (string?[])[error.Message, error.ErrorType, error.Detail, error.ResponseBody],
            shown => Assert.Equal("Authorization: Bearer [token]", shown));
    }

    [Fact]
    public void Token_is_found_in_data_of_an_inner_exception()
    {
        var texts = new ConcurrentBag<string>();
        var request = new HttpRequestMessage { Headers = { { "X", Canary } } };
        Walk(new InvalidOperationException("outer", new HttpRequestException("inner") { Data = { ["request"] = request } }), texts, []);
        Assert.Contains(texts, text => text.Contains(Canary, StringComparison.Ordinal));
    }

    private static string Describe(Activity activity) =>
        $"{activity.Source.Name} {activity.OperationName} {activity.DisplayName} {activity.Status} {activity.StatusDescription} "
        + $"{activity.TraceStateString} {string.Join(" ", activity.Baggage)} {string.Join(" ", activity.Events.Select(e => e.Name))} "
        + string.Join(" ", activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")) + " "
        + string.Join(" ", activity.Events.SelectMany(e => e.Tags).Select(tag => $"{tag.Key}={tag.Value}"));

    /// <summary>Collects the strings of all public properties, as loggers that destructure exceptions do.</summary>
    private static void Walk(object? value, ConcurrentBag<string> texts, HashSet<object> visited)
    {
        if (value is null or Type or MemberInfo or Assembly || value.GetType().IsPrimitive || !visited.Add(value))
        {
            return;
        }

        texts.Add(value.ToString() ?? "");
        if (value is string)
        {
            return;
        }

        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(item, texts, visited);
            }
        }

        PropertyInfo[] properties = value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance);
        foreach (PropertyInfo property in properties.Where(property => property.GetIndexParameters().Length == 0))
        {
            object? next = null;
            try
            {
                next = property.GetValue(value);
            }
            catch (TargetInvocationException)
            {
                // A property that throws shows nothing.
            }

            Walk(next, texts, visited);
        }
    }

    private sealed class CollectingLogger(ConcurrentBag<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Add(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add(
                $"{formatter(state, exception)} {exception} "
                + (state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(" ", values) : ""));

        public void Dispose()
        {
        }
    }
}
