using System.Collections;
using System.Collections.Immutable;

namespace Quay.Client.Testing;

/// <summary>
/// The last requests that came, in order, each with its answer. Safe for use by several threads at once;
/// an enumeration is of what had come when it began.
/// </summary>
/// <remarks>
/// It keeps <see cref="Capacity"/> requests. An assertion that would need one that was dropped throws and says so, unless what it finds in
/// the others is enough to fail.
/// </remarks>
public sealed class RequestLog : IReadOnlyList<Exchange>
{
    private readonly Lock _lock = new();
    private readonly HashSet<Uri> _redirectedTo = [];

    // Written behind the lock; read by any.
    private volatile ImmutableList<Exchange> _exchanges = [];
    private int _dropped;
    private int _total;

    internal RequestLog()
    {
    }

    /// <summary>How many requests are kept, at least 1. Default: 10,000. When more come, the oldest are dropped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to less than 1.</exception>
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

    /// <summary>How many requests are kept.</summary>
    public int Count => _exchanges.Count;

    /// <summary>How many older requests were dropped since the fake was made, or since <see cref="Clear"/>.</summary>
    public int Dropped => Volatile.Read(ref _dropped);

    /// <summary>A request by its place among those that are kept, from 0. <see cref="FakeRequest.Number"/> counts all that came.</summary>
    public Exchange this[int index] => _exchanges[index];

    /// <summary>How many requests came.</summary>
    internal int Total => Volatile.Read(ref _total);

    /// <summary>Forgets the requests so far: what is asserted next is about those to come. They are numbered on.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _exchanges = [];
            _dropped = 0;
        }
    }

    /// <inheritdoc/>
    public IEnumerator<Exchange> GetEnumerator() => _exchanges.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Asserts that these requests came, all of them in this order, and no other.</summary>
    /// <param name="expected">Method, and path and query as sent: <c>GET /api/v1/repository/ns/name/tag/?limit=100</c>.</param>
    /// <exception cref="FakeQuayAssertionException">Others came, or in another order.</exception>
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
            Request {same + 1} is not the expected one.
              expected: {expected.ElementAtOrDefault(same) ?? "no further request"}
              came:     {lines.ElementAtOrDefault(same) ?? "no further request"}
            """,
            received);
    }

    /// <summary>Asserts that nothing was asked to change: each request was a GET, HEAD or OPTIONS.</summary>
    /// <exception cref="FakeQuayAssertionException">There was another.</exception>
    public void AssertNoWrites() => AssertEach(
        exchange => exchange.Request.Method is "GET" or "HEAD" or "OPTIONS" ? null : "may write", "No request was to write.");

    /// <summary>
    /// Asserts that no request to another origin than the fake's own, another scheme or port included, carried a credential: an
    /// <c>Authorization</c> or <c>Cookie</c> header, or <c>access_token</c> in the query.
    /// </summary>
    /// <exception cref="FakeQuayAssertionException">One did.</exception>
    public void AssertNoTokenSentToOtherOrigins() => AssertEach(
        exchange => exchange.Request.IsToOtherOrigin && Credential.Of(exchange.Request) is { } credential ? $"carried {credential}" : null,
        "No request to another origin was to carry a credential.");

    /// <summary>Asserts that the fake had nothing against any request: <see cref="FakeResponse.RoutingError"/> is null in each.</summary>
    /// <exception cref="FakeQuayAssertionException">It had.</exception>
    public void AssertNoRoutingErrors() =>
        AssertEach(exchange => exchange.Response?.RoutingError, "Each request was to be one that Quay knows.");

    /// <summary>Whether an answer redirected to an origin.</summary>
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
            _exchanges = _exchanges.Add(new Exchange { Request = request });
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

            // It may have been cleared meanwhile.
            if (_exchanges is [.., var last] && last.Request.Number == request.Number)
            {
                _exchanges = _exchanges.SetItem(_exchanges.Count - 1, new Exchange { Request = request, Response = response });
            }
        }
    }

    private void DropOldest()
    {
        int over = _exchanges.Count - Capacity;
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
                $"The {dropped} oldest requests were dropped, so nobody knows. "
                + "Raise Requests.Capacity, or call Requests.Clear() in between.",
                received);
        }
    }

    /// <summary>Fails when a fault is found with one of the requests.</summary>
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
            ? $"{what}\nNo request came."
            : $"{what}\nAll that came:\n{string.Join('\n', received.Select(exchange => $"  {exchange}"))}");
}
