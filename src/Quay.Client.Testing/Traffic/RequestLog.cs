using System.Collections;
using System.Collections.Immutable;
using Quay.Client.Testing.Http;

namespace Quay.Client.Testing.Traffic;

/// <summary>
/// The requests that came, in order, each with its answer. Safe for use by several threads at once; an enumeration is of what had come when it began.
/// </summary>
public sealed class RequestLog : IReadOnlyList<Exchange>
{
    // Written by one thread at a time, in the pipeline; read by any.
    private volatile ImmutableList<Exchange> _exchanges = [];

    internal RequestLog()
    {
    }

    /// <summary>How many requests came.</summary>
    public int Count => _exchanges.Count;

    /// <summary>A request by its place, from 0; <see cref="FakeRequest.Number"/> is one more.</summary>
    public Exchange this[int index] => _exchanges[index];

    /// <inheritdoc/>
    public IEnumerator<Exchange> GetEnumerator() => _exchanges.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Asserts that these requests came, all of them in this order, and no other.</summary>
    /// <param name="expected">Method, and path and query as sent: <c>GET /api/v1/repository/ns/name/tag/?limit=100</c>.</param>
    /// <exception cref="FakeQuayAssertionException">Others came, or in another order.</exception>
    public void AssertRequests(params IReadOnlyList<string> expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ImmutableList<Exchange> came = _exchanges;
        List<string> lines = [.. came.Select(exchange => exchange.Request.ToString())];
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
            came);
    }

    /// <summary>Asserts that nothing was asked to change: each request was a GET, HEAD or OPTIONS.</summary>
    /// <exception cref="FakeQuayAssertionException">There was another.</exception>
    public void AssertNoWrites() => AssertNone(
        exchange => exchange.Request.Method is "GET" or "HEAD" or "OPTIONS" ? null : "may write", "No request was to write.");

    /// <summary>
    /// Asserts that no request to another origin than the fake's own, another scheme or port included, carried a credential: an <c>Authorization</c> or
    /// <c>Cookie</c> header, or <c>access_token</c> in the query.
    /// </summary>
    /// <exception cref="FakeQuayAssertionException">One did.</exception>
    public void AssertNoTokenElsewhere() => AssertNone(
        exchange => exchange.Request.Elsewhere && Credential.Of(exchange.Request) is { } credential ? $"carried {credential}" : null,
        "No request to another origin was to carry a credential.");

    /// <summary>Asserts that the fake had nothing against any request: <see cref="FakeAnswer.Complaint"/> is null in each answer.</summary>
    /// <exception cref="FakeQuayAssertionException">It had.</exception>
    public void AssertNoComplaints() => AssertNone(exchange => exchange.Answer?.Complaint, "Each request was to be one that Quay knows.");

    /// <summary>Whether an answer redirected to an origin.</summary>
    internal bool LedTo(Uri origin) => _exchanges.Any(exchange => exchange.Answer is { } answer
        && answer.Headers.TryGetValue("Location", out string? location)
        && Uri.TryCreate(exchange.Request.Origin, location, out Uri? target)
        && WebOrigin.IsSame(target, origin));

    internal FakeRequest Add(FakeRequest request)
    {
        request = request with { Number = _exchanges.Count + 1 };
        _exchanges = _exchanges.Add(new Exchange { Request = request });
        return request;
    }

    internal void Complete(FakeRequest request, FakeAnswer answer) =>
        _exchanges = _exchanges.SetItem(request.Number - 1, new Exchange { Request = request, Answer = answer });

    /// <summary>Fails when a fault is found with one of the requests.</summary>
    private void AssertNone(Func<Exchange, string?> faultOf, string rule)
    {
        ImmutableList<Exchange> came = _exchanges;
        List<string> faults = [.. came.Select(exchange => (exchange, fault: faultOf(exchange))).Where(pair => pair.fault is not null)
            .Select(pair => $"  {pair.exchange}: {pair.fault}")];
        if (faults.Count > 0)
        {
            Fail(string.Join('\n', [rule, .. faults]), came);
        }
    }

    private static void Fail(string what, ImmutableList<Exchange> came) => throw new FakeQuayAssertionException(
        came.IsEmpty ? $"{what}\nNo request came." : $"{what}\nAll that came:\n{string.Join('\n', came.Select(exchange => $"  {exchange}"))}");
}
