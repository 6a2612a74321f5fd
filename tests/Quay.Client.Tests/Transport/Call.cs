using System.Net;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Transport;

/// <summary>Sends one read of a repository, for the tests of the transport.</summary>
internal static class Call
{
    public const string Token = "fakes-secret";

    public static Uri Endpoint { get; } = new("https://quay.test");

    public static Func<HttpResponseMessage> Ok { get; } = () => ScriptedHandler.Json("""{"namespace": "acme", "name": "app"}""");

    /// <summary>Creates a fake Quay with a public repository; the faults apply to the first requests.</summary>
    public static FakeQuay Quay(params Fault[] faults)
    {
        var quay = new FakeQuay(new TestClock());
        quay.AddRepository("acme/app", isPublic: true);
        quay.AddTokenWithValue(Token, "admin");
        quay.Faults.InOrder(faults);
        return quay;
    }

    /// <summary>Creates a fake Quay that applies a fault to each request.</summary>
    public static FakeQuay FailingQuay(Fault fault)
    {
        FakeQuay quay = Quay();
        quay.Faults.Always(fault);
        return quay;
    }

    public static Fault Json(string body, int status = 200) => Fault.Response(FakeResponse.Json(body, status));

    public static FakeQuayHandler Network(FakeQuay quay) => new(quay) { Endpoint = Endpoint };

    public static Func<HttpResponseMessage> Status(int status) =>
        () => new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("") };

    public static Func<HttpResponseMessage> Body(Stream body, int status = 200) => () =>
        new HttpResponseMessage((HttpStatusCode)status) { Content = new StreamContent(body) };

    public static Task<Exception?> GetAsync(
        FakeQuay quay, TestClock? clock =
            null, Action<QuayClientOptions>? configure = null, CancellationToken cancellationToken = default) =>
        GetAsync(Network(quay), clock, configure, cancellationToken);

    public static async Task<Exception?> GetAsync(
        HttpMessageHandler network, TestClock? clock =
            null, Action<QuayClientOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = new QuayClientOptions
        {
            Endpoint = Endpoint,
            Token = Token,
            TimeProvider = clock ?? new TestClock(),
            AttemptTimeout = TimeSpan.FromHours(2),
            Timeout = TimeSpan.FromHours(3),
        };
        configure?.Invoke(options);
        using var client = new QuayClient(options, network);
        ValueTask<Exception?> call =
            Record.ExceptionAsync(() => client.Repositories.GetAsync("acme/app", cancellationToken: cancellationToken));
        return await call.AsTask().WaitAsync(Watchdog.Limit, CancellationToken.None);
    }
}
