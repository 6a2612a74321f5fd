using Quay.Client.Testing;
using Quay.Client.Testing.Faults;
using Quay.Client.Testing.Http;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Tests.Stubs;

/// <summary>
/// A Quay on loopback that answers with what a real one did. Disposing it fails the test unless the expected requests came, no other, and each right to the
/// letter: method, raw path and query, headers.
/// </summary>
public sealed class RecordedQuay : IAsyncDisposable
{
    public const string Token = "token-rw";

    private static readonly string[] OfTheConnection = ["Connection", "Content-Length", "Transfer-Encoding"];

    private readonly string _token;
    private readonly FakeQuayServer _server;
    private readonly List<string> _expected = [];

    public RecordedQuay(string token = Token)
    {
        _token = token;
        Fake.AddTokenWithValue(token, "admin");
        _server = FakeQuayServer.Start(Fake);
    }

    public FakeQuay Fake { get; } = new() { Features = new() { ImmutableTags = true } };

    public Uri Address => _server.Endpoint;

    public static FakeAnswer AnswerOf(RecordedExchange exchange) => exchange.Headers
        .Where(header => !OfTheConnection.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
        .Aggregate(new FakeAnswer { Status = exchange.Status, Body = exchange.Body }, (answer, header) => answer.With(header.Key, header.Value));

    /// <summary>A client of this Quay, as most programs make one.</summary>
    public QuayClient CreateClient(Action<QuayClientOptions>? configure = null)
    {
        var options = new QuayClientOptions { Endpoint = Address, Token = _token, MaxRetries = 0, MaxConcurrentPages = 1 };
        configure?.Invoke(options);
        return new QuayClient(options);
    }

    /// <summary>Expects a GET of a path and query, or another method where it stands before them, and leaves the answer to the fake.</summary>
    public RecordedQuay Expect(string target)
    {
        _expected.Add(target.StartsWith('/') ? "GET " + target : target);
        return this;
    }

    /// <summary>Expects a GET of a path and query, or another method where it stands before them, and gives this answer.</summary>
    public RecordedQuay Answer(string target, FakeAnswer answer)
    {
        Fake.Faults.Next(Fault.Answer(answer));
        return Expect(target);
    }

    public RecordedQuay Answer(string target, string recorded) => Answer(target, AnswerOf(RecordedExchange.Load(recorded)));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Fake.Requests.AssertRequests(_expected);
        Assert.All(Fake.Requests.Select(exchange => exchange.Request), request =>
        {
            Assert.Equal("Bearer " + _token, request.Header("Authorization"));
            Assert.Equal("XMLHttpRequest", request.Header("X-Requested-With"));
            Assert.Equal("application/json", request.Header("Accept"));
            Assert.StartsWith("Quay.Client/", request.Header("User-Agent"), StringComparison.Ordinal);
        });
    }
}
