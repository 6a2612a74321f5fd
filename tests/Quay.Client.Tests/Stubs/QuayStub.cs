using Quay.Client.Tests.Recorded;
using WireMock;
using WireMock.Logging;
using WireMock.Matchers.Request;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace Quay.Client.Tests.Stubs;

/// <summary>
/// A Quay on loopback that answers with what a real one did, and only requests that are right to the letter: method, raw path and query, headers.
/// Disposing it fails the test when another request came, or one did not come.
/// </summary>
public sealed class QuayStub : IDisposable
{
    public const string Token = "token-rw";

    private readonly WireMockServer _server = WireMockServer.Start();
    private readonly List<string> _expected = [];

    public Uri Address => new(_server.Urls[0]);

    public IEnumerable<ILogEntry> Log => _server.LogEntries;

    /// <summary>A client of this Quay, as most programs make one.</summary>
    public QuayClient CreateClient(Action<QuayClientOptions>? configure = null)
    {
        var options = new QuayClientOptions { Endpoint = Address, Token = Token, MaxRetries = 0 };
        configure?.Invoke(options);
        return new QuayClient(options);
    }

    /// <summary>Expects a GET of a path and query, and answers it with a recorded answer.</summary>
    public QuayStub Answer(string pathAndQuery, RecordedExchange exchange, string? token = Token)
    {
        IResponseBuilder response = Response.Create().WithStatusCode(exchange.Status).WithBody(exchange.Body);
        foreach (string header in new[] { "Content-Type", "Location" })
        {
            if (exchange.Headers.TryGetValue(header, out string? value))
            {
                response = response.WithHeader(header, value);
            }
        }

        _expected.Add(pathAndQuery);
        _server.Given(((Request)Request.Create()).Add(new ExactRequest(pathAndQuery, token))).RespondWith(response);
        return this;
    }

    public QuayStub Answer(string pathAndQuery, string exchange, string? token = Token) => Answer(pathAndQuery, RecordedExchange.Load(exchange), token);

    public void Dispose()
    {
        List<string> came = [.. _server.LogEntries.Select(entry => $"{entry.RequestMessage!.Method} {Target(entry.RequestMessage)}")];
        List<string> unmatched = [.. _server.LogEntries.Where(entry => entry.MappingGuid is null).Select(entry => Target(entry.RequestMessage!))];
        _server.Dispose();
        Assert.Empty(unmatched);
        Assert.Equal(_expected.Select(target => "GET " + target), came);
    }

    private static string Target(IRequestMessage request) =>
        request.AbsolutePath + (request.RawQuery is { Length: > 0 } query ? "?" + query.TrimStart('?') : "");

    private sealed class ExactRequest(string pathAndQuery, string? token) : IRequestMatcher
    {
        public RequestMatcherType Type => RequestMatcherType.Url;

        public double GetMatchingScore(IRequestMessage requestMessage, IRequestMatchResult requestMatchResult)
        {
            bool right = requestMessage.Method == "GET"
                && Target(requestMessage) == pathAndQuery
                && Header(requestMessage, "Authorization") == (token is null ? null : "Bearer " + token)
                && Header(requestMessage, "X-Requested-With") == "XMLHttpRequest"
                && Header(requestMessage, "Accept") == "application/json"
                && Header(requestMessage, "User-Agent")?.StartsWith("Quay.Client/", StringComparison.Ordinal) == true;
            return requestMatchResult.AddScore(typeof(ExactRequest), right ? 1 : 0, null);
        }

        private static string? Header(IRequestMessage request, string name) =>
            request.Headers?.TryGetValue(name, out var values) == true ? string.Join(", ", values) : null;
    }
}
