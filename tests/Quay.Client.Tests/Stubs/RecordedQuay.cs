using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Quay.Client.Testing;
using Quay.Client.Tests.Recorded;
using WireMock;
using WireMock.Matchers;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Settings;
using WireMock.Types;
using WireMock.Util;

namespace Quay.Client.Tests.Stubs;

/// <summary>
/// Represents a Quay server on loopback that returns recorded responses: WireMock stubs, one for each expected request, in order.
/// Disposal fails the test unless exactly the expected requests were received: method, raw path and query, and headers.
/// </summary>
public sealed class RecordedQuay : IAsyncDisposable
{
    public const string Token = "token-rw";

    private const string Discovery = "/api/v1/discovery";

    private const string RawTarget = "X-Raw-Target";

    private static readonly string[] ConnectionHeaders = ["Connection", "Content-Length", "Transfer-Encoding"];

    private readonly string _token;
    private readonly WireMockServer _server;
    private readonly List<string> _expected = [];
    private FakeResponse? _answer;

    public RecordedQuay(string token = Token)
    {
        _token = token;
        Fake.AddTokenWithValue(token, "admin");
        _server = WireMockServer.Start(new WireMockServerSettings
        {
            Urls = ["http://127.0.0.1:0"],
            DisableRequestBodyDecompressing = true,
            PreWireMockMiddlewareInit = app => ((IApplicationBuilder)app).Use(RecordAsync),
        });
    }

    /// <summary>Gets the fake that creates the responses that are not recorded, and that logs all requests.</summary>
    public FakeQuay Fake { get; } = new() { Features = new() { ImmutableTags = true } };

    public Uri Address => new(_server.Urls[0]);

    public static FakeResponse ResponseOf(RecordedExchange exchange) => exchange.Headers
        .Where(header => !ConnectionHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
        .Aggregate(
            new FakeResponse { Status = exchange.Status, Body = exchange.Body }, (answer, header) => answer.With(header.Key, header.Value));

    /// <summary>Creates a client of this server with its default handlers.</summary>
    public QuayClient CreateClient(Action<QuayClientOptions>? configure = null)
    {
        var options = new QuayClientOptions { Endpoint = Address, Token = _token, MaxRetries = 0, MaxConcurrentPages = 1 };
        configure?.Invoke(options);
        return new QuayClient(options);
    }

    /// <summary>Expects a request and leaves the response to the fake.</summary>
    /// <param name="target">The path and query, for a GET; or the method, a space, and the path and query.</param>
    public RecordedQuay Expect(string target)
    {
        string line = target.StartsWith('/') ? "GET " + target : target;
        string[] parts = line.Split(' ', 2);
        _server.Given(Request.Create().UsingMethod(parts[0]).WithHeader(RawTarget, new ExactMatcher(parts[1])))
            .InScenario("exchanges")
            .WhenStateIs(_expected.Count == 0 ? null! : State(_expected.Count))
            .WillSetStateTo(State(_expected.Count + 1))
            .RespondWith(Response.Create().WithCallback(_ => Message(_answer!)));
        _expected.Add(line);
        return this;

        static string State(int count) => count.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Expects a request and returns the given response.</summary>
    /// <param name="target">The path and query, for a GET; or the method, a space, and the path and query.</param>
    /// <param name="response">The response.</param>
    public RecordedQuay Expect(string target, FakeResponse response)
    {
        Fake.Faults.Next(Fault.Response(response));
        return Expect(target);
    }

    public RecordedQuay Expect(string target, string recorded) => Expect(target, ResponseOf(RecordedExchange.Load(recorded)));

    /// <summary>Expects a request for the API description, of the recorded server with every feature but the scanner.</summary>
    public RecordedQuay ExpectDiscovery() => Expect(
        Discovery, FakeResponse.Json(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recorded", "discovery-full.json"))));

    /// <summary>Expects a request for the API description, which a proxy blocks.</summary>
    public RecordedQuay ExpectBlockedDiscovery() => Expect(Discovery, FakeResponse.Create(404, "<html>", "text/html"));

    public async ValueTask DisposeAsync()
    {
        await Task.Run(_server.Stop);
        _server.Dispose();
        Fake.Requests.AssertRequests(_expected);
        Assert.All(Fake.Requests.Select(exchange => exchange.Request), request =>
        {
            // The web interface gets no token.
            Assert.Equal(request.Target == "/config" ? null : "Bearer " + _token, request.Header("Authorization"));
            Assert.Equal("XMLHttpRequest", request.Header("X-Requested-With"));
            Assert.Equal("application/json", request.Header("Accept"));
            Assert.StartsWith("Quay.Client/", request.Header("User-Agent"), StringComparison.Ordinal);
        });
    }

    /// <summary>
    /// Logs the request unchanged. WireMock gets the raw target in a header, because it decodes the path and parses the query.
    /// </summary>
    private async Task RecordAsync(HttpContext context, RequestDelegate wireMock)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = new FakeRequest
        {
            Method = context.Request.Method,
            Origin = Address,
            Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            Headers = context.Request.Headers.ToDictionary(
                header => header.Key, header => string.Join(", ", header.Value.ToArray()), StringComparer.OrdinalIgnoreCase),
            Body = body.ToArray(),
        };
        FakeResponse answer = _answer = Fake.Handle(request);
        context.Request.Headers[RawTarget] = request.Target;
        context.Request.QueryString = QueryString.Empty;
        body.Position = 0;
        context.Request.Body = body;

        // WireMock does not send the Date header of a stub.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.Date = answer.Headers["Date"];
            return Task.CompletedTask;
        });
        await wireMock(context);
    }

    private static ResponseMessage Message(FakeResponse answer)
    {
        var message = new ResponseMessage
        {
            StatusCode = answer.Status,
            BodyData = new BodyData { BodyAsBytes = answer.Body.ToArray(), DetectedBodyType = BodyType.Bytes },
        };
        foreach ((string name, string value) in answer.Headers.Where(
            header => !ConnectionHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            message.AddHeader(name, value);
        }

        return message;
    }
}
