using System.Net;
using System.Text;

namespace Quay.Client.Tests.Stubs;

/// <summary>
/// Represents an in-memory network whose responses and exceptions the test defines: for failures of a network or a handler, which the fake
/// Quay does not cause.
/// </summary>
public sealed class ScriptedHandler(Func<HttpRequestMessage, int, CancellationToken, Task<HttpResponseMessage>> respond)
    : HttpMessageHandler
{
    private const int MostRequests = 10_000;

    private readonly List<string> _requests = [];

    public ScriptedHandler(Func<HttpRequestMessage, HttpResponseMessage> respond)
        : this((request, _, _) => Task.FromResult(respond(request)))
    {
    }

    /// <summary>Initializes a handler that returns one of the given responses for each attempt, and fails on another attempt.</summary>
    public ScriptedHandler(params Func<HttpResponseMessage>[] responses)
        : this((_, attempt, _) => Task.FromResult(responses[attempt - 1]()))
    {
    }

    /// <summary>Gets the requests so far: method, and path with query.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public static HttpResponseMessage Json(string body, int status = 200) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int attempt;
        lock (_requests)
        {
            _requests.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
            attempt = _requests.Count;
        }

        Assert.True(attempt < MostRequests, "The requests go on for ever.");
        return respond(request, attempt, cancellationToken);
    }
}
