using System.Collections;
using System.Collections.Immutable;

namespace Quay.Client.Testing;

/// <summary>Provides the received requests with their responses, in order, and assertions about them.</summary>
/// <remarks>
/// The log keeps the last <see cref="Capacity"/> requests, and at most 64 MiB of their bodies. An assertion that would need a dropped
/// request fails and reports it. The log is thread-safe. An enumeration returns the requests that were in the log when it started.
/// </remarks>
public sealed class RequestLog : IReadOnlyList<Exchange>
{
    private const long MaxBodyBytes = 64 << 20;

    private readonly Lock _lock = new();
    private readonly HashSet<Uri> _redirectedTo = [];

    // Written under the lock, read without it.
    private volatile ImmutableList<Exchange> _exchanges = [];
    private int _dropped;
    private int _total;
    private long _bodyBytes;

    private readonly TimeProvider _timeProvider;

    internal RequestLog(TimeProvider timeProvider) => _timeProvider = timeProvider;

    /// <summary>
    /// Gets or sets how many requests are kept, at least 1. The default is 10,000. When more arrive, the oldest are dropped.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Capacity
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            lock (_lock)
            {
                field = value;
                DropOldest();
            }
        }
    } = 10_000;

    /// <summary>Gets the number of requests in the log.</summary>
    public int Count => _exchanges.Count;

    /// <summary>Gets how many requests were dropped since the last <see cref="Clear"/>, or in total if it was never called.</summary>
    public int Dropped => Volatile.Read(ref _dropped);

    /// <summary>
    /// Gets a request by its index in the log, from 0. <see cref="FakeRequest.Number"/> also counts requests that are no longer in the log.
    /// </summary>
    public Exchange this[int index] => _exchanges[index];

    /// <summary>Gets the number of all received requests.</summary>
    internal int Total => Volatile.Read(ref _total);

    /// <summary>Removes all requests from the log. The numbering continues.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _exchanges = [];
            (_dropped, _bodyBytes) = (0, 0);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<Exchange> GetEnumerator() => _exchanges.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Asserts that exactly these requests were received, in this order.</summary>
    /// <param name="expected">The method and the target as sent, such as <c>GET /api/v1/repository/ns/name/tag/?limit=100</c>.</param>
    /// <exception cref="FakeQuayAssertionException">Other requests were received, or in another order.</exception>
    public void AssertRequests(params IReadOnlyList<string> expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ImmutableList<Exchange> received = _exchanges;
        ThrowIfDropped(received);
        List<string> lines = [.. received.Select(exchange => exchange.Request.ToString())];
        if (lines.SequenceEqual(expected))
        {
            return;
        }

        int same = lines.Zip(expected).TakeWhile(pair => pair.First == pair.Second).Count();
        Fail(
            $"""
            Request {same + 1} differs from the expected one.
              expected: {expected.ElementAtOrDefault(same) ?? "no further request"}
              received: {lines.ElementAtOrDefault(same) ?? "no further request"}
            """,
            received);
    }

    /// <summary>Asserts that every request was a GET, HEAD or OPTIONS.</summary>
    /// <exception cref="FakeQuayAssertionException">A request had another method.</exception>
    public void AssertNoWrites() => AssertEach(
        exchange => exchange.Request.Method is "GET" or "HEAD" or "OPTIONS" ? null : $"{exchange.Request.Method} can change data",
        "Expected only GET, HEAD and OPTIONS, but received:");

    /// <summary>Asserts that no credential was sent to an origin (scheme, host and port) other than the fake's.</summary>
    /// <remarks>A credential is an <c>Authorization</c> or <c>Cookie</c> header, or <c>access_token</c> in the query.</remarks>
    /// <exception cref="FakeQuayAssertionException">A request to another origin carried a credential.</exception>
    public void AssertNoTokenSentToOtherOrigins() => AssertEach(
        exchange => exchange.Request.IsToOtherOrigin && Credential.Of(exchange.Request) is { } credential ? $"carried {credential}" : null,
        "Expected no credential in requests to other origins, but received:");

    /// <summary>Asserts that no request had a <see cref="FakeResponse.RoutingError"/>.</summary>
    /// <exception cref="FakeQuayAssertionException">A request had a routing error.</exception>
    public void AssertNoRoutingErrors() =>
        AssertEach(exchange => exchange.Response?.RoutingError, "Expected every request to reach its intended route, but received:");

    /// <summary>Determines whether a response redirected to an origin.</summary>
    internal bool HasRedirectTo(Uri origin)
    {
        lock (_lock)
        {
            return _redirectedTo.Contains(WebOrigin.Of(origin));
        }
    }

    internal FakeRequest Add(FakeRequest request)
    {
        lock (_lock)
        {
            request = request with { Number = ++_total };
            _bodyBytes += request.Body.Length;
            _exchanges = _exchanges.Add(new Exchange { Request = request, ReceivedAt = _timeProvider.GetUtcNow() });
            DropOldest();
            return request;
        }
    }

    internal void Complete(FakeRequest request, FakeResponse response)
    {
        lock (_lock)
        {
            if (response.Headers.TryGetValue("Location", out string? location) && Uri.TryCreate(request.Origin, location, out Uri? target)
                && (target.Scheme == Uri.UriSchemeHttp || target.Scheme == Uri.UriSchemeHttps))
            {
                _redirectedTo.Add(WebOrigin.Of(target));
            }

            // The log may have been cleared meanwhile.
            if (_exchanges is [.., var last] && last.Request.Number == request.Number)
            {
                _exchanges = _exchanges.SetItem(_exchanges.Count - 1, last with { Response = response });
            }
        }
    }

    private void DropOldest()
    {
        int over = Math.Max(_exchanges.Count - Capacity, 0);
        _bodyBytes -= _exchanges.Take(over).Sum(exchange => (long)exchange.Request.Body.Length);
        for (; _bodyBytes > MaxBodyBytes && over < _exchanges.Count - 1; over++)
        {
            _bodyBytes -= _exchanges[over].Request.Body.Length;
        }

        if (over > 0)
        {
            _exchanges = _exchanges.RemoveRange(0, over);
            _dropped += over;
        }
    }

    private void ThrowIfDropped(ImmutableList<Exchange> received)
    {
        if (Dropped is > 0 and var dropped)
        {
            Fail(
                $"The log dropped the {dropped} oldest requests, so the assertion cannot verify them. "
                + "Raise Requests.Capacity, or call Requests.Clear() earlier.",
                received);
        }
    }

    /// <summary>Fails if a request has an error.</summary>
    private void AssertEach(Func<Exchange, string?> errorOf, string rule)
    {
        ImmutableList<Exchange> received = _exchanges;
        List<string> errors = [.. received.Select(exchange => (exchange, fault: errorOf(exchange))).Where(pair => pair.fault is not null)
            .Select(pair => $"  {pair.exchange}: {pair.fault}")];
        if (errors.Count > 0)
        {
            Fail(string.Join('\n', [rule, .. errors]), received);
        }

        ThrowIfDropped(received);
    }

    private static void Fail(string what, ImmutableList<Exchange> received) => throw new FakeQuayAssertionException(
        received.IsEmpty
            ? $"{what}\nNo request was received."
            : $"{what}\nReceived requests:\n{string.Join('\n', received.Select(exchange => $"  {exchange}"))}");
}
