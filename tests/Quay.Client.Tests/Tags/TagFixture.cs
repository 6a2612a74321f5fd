using System.Text;
using Microsoft.Extensions.Time.Testing;
using Quay.Client.History;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Tags;

/// <summary>
/// Provides the repository <c>acme/app</c> in a fake Quay with all features, a clock that the test advances, and a client.
/// </summary>
internal sealed class TagFixture : IDisposable
{
    private readonly QuayClient _client;

    public TagFixture(
        FakeFeatures? features = null,
        Action<QuayClientOptions>? configure = null,
        Func<HttpMessageHandler, HttpMessageHandler>? network = null)
    {
        Quay = new FakeQuay(Clock) { Features = features ?? FakeFeatures.All };
        App = Quay.AddRepository("acme/app");
        var options = new QuayClientOptions
        {
            Endpoint = new Uri("https://quay.example/"),
            Token = Quay.Token,
            TimeProvider = Clock,
            RetryDelay = TimeSpan.Zero,
            MaxConcurrentPages = 1,

            // Tests advance the clock during a request.
            AttemptTimeout = TimeSpan.FromHours(20),
            Timeout = TimeSpan.FromHours(22),
        };
        configure?.Invoke(options);
        var handler = new FakeQuayHandler(Quay);
        _client = new QuayClient(options, network?.Invoke(handler) ?? handler);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public FakeQuay Quay { get; }

    public FakeRepository App { get; }

    public ITagOperations Tags => _client.Tags;

    public IHistoryOperations History => _client.History;

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Gets the writes so far: method, path and body.</summary>
    public IReadOnlyList<string> Writes =>
        [
            .. Quay.Requests.Select(exchange => exchange.Request)
                .Where(IsWrite)
                .Select(request => $"{request} {Encoding.UTF8.GetString(request.Body.Span)}".TrimEnd()),
        ];

    /// <summary>Gets the current digest of a tag from the fake's state.</summary>
    public string? DigestOf(string tag) => App.FindTag(tag)?.Digest;

    public int EntryCountOf(string tag) => App.Entries.Count(entry => entry.Name == tag);

    /// <summary>Pushes a new image and advances the clock by a minute.</summary>
    public string Push(string tag)
    {
        string digest = App.Push(tag).Digest;
        Clock.Advance(TimeSpan.FromMinutes(1));
        return digest;
    }

    public static bool IsWrite(FakeRequest request) => request.Method != "GET";

    public void Dispose() => _client.Dispose();
}
