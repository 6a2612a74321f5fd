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
/// A Quay on loopback that answers with what a real one did: stubs of WireMock, one for each expected request, in their order. Disposing it
/// fails the test unless the expected requests came, no other, and each right to the letter: method, raw path and query, headers.
/// </summary>
public sealed class RecordedQuay : IAsyncDisposable
{
    public const string Token = "token-rw";

    private const string RawTarget = "X-Raw-Target";

    private static readonly string[] OfTheConnection = ["Connection", "Content-Length", "Transfer-Encoding"];

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

    /// <summary>Gives the answers that are not recorded, and keeps all requests.</summary>
    public FakeQuay Fake { get; } = new() { Features = new() { ImmutableTags = true } };

    public Uri Address => new(_server.Urls[0]);

    public static FakeResponse ResponseOf(RecordedExchange exchange) => exchange.Headers
        .Where(header => !OfTheConnection.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
        .Aggregate(
            new FakeResponse { Status = exchange.Status, Body = exchange.Body }, (answer, header) => answer.With(header.Key, header.Value));

    /// <summary>A client of this Quay, as most programs make one.</summary>
    public QuayClient CreateClient(Action<QuayClientOptions>? configure = null)
    {
        var options = new QuayClientOptions { Endpoint = Address, Token = _token, MaxRetries = 0, MaxConcurrentPages = 1 };
        configure?.Invoke(options);
        return new QuayClient(options);
    }

    /// <summary>
    /// Expects a GET of a path and query, or another method where it stands before them, and leaves the answer to the fake.
    /// </summary>
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

    /// <summary>Expects a GET of a path and query, or another method where it stands before them, and gives this answer.</summary>
    public RecordedQuay Answer(string target, FakeResponse answer)
    {
        Fake.Faults.Next(Fault.Response(answer));
        return Expect(target);
    }

    public RecordedQuay Answer(string target, string recorded) => Answer(target, ResponseOf(RecordedExchange.Load(recorded)));

    public async ValueTask DisposeAsync()
    {
        await Task.Run(_server.Stop);
        _server.Dispose();
        Fake.Requests.AssertRequests(_expected);
        Assert.All(Fake.Requests.Select(exchange => exchange.Request), request =>
        {
            Assert.Equal("Bearer " + _token, request.Header("Authorization"));
            Assert.Equal("XMLHttpRequest", request.Header("X-Requested-With"));
            Assert.Equal("application/json", request.Header("Accept"));
            Assert.StartsWith("Quay.Client/", request.Header("User-Agent"), StringComparison.Ordinal);
        });
    }

    /// <summary>
    /// Keeps a request as it came, which WireMock does not: it decodes the path and takes the query apart. It is shown the raw target in a
    /// header instead.
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

        // WireMock sends no Date of a stub's own.
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
            header => !OfTheConnection.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            message.AddHeader(name, value);
        }

        return message;
    }
}
