using System.Net;
using System.Text;

namespace Quay.Client.Tests.Stubs;

/// <summary>
/// A network in memory of which the test makes every answer and exception by hand: for what no Quay does, but a network, or a handler below
/// the client.
/// </summary>
public sealed class ScriptedHandler(Func<HttpRequestMessage, int, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private const int MostRequests = 10_000;

    private readonly List<string> _asked = [];

    public ScriptedHandler(Func<HttpRequestMessage, HttpResponseMessage> answer)
        : this((request, _, _) => Task.FromResult(answer(request)))
    {
    }

    /// <summary>Answers each attempt with the next of the given; fails on one more.</summary>
    public ScriptedHandler(params Func<HttpResponseMessage>[] answers)
        : this((_, attempt, _) => Task.FromResult(answers[attempt - 1]()))
    {
    }

    /// <summary>The requests so far: method, and path with query.</summary>
    public IReadOnlyList<string> Asked
    {
        get
        {
            lock (_asked)
            {
                return [.. _asked];
            }
        }
    }

    public static HttpResponseMessage Json(string body, int status = 200) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int attempt;
        lock (_asked)
        {
            _asked.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
            attempt = _asked.Count;
        }

        Assert.True(attempt < MostRequests, "The requests go on for ever.");
        return answer(request, attempt, cancellationToken);
    }
}
