using System.Net;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Transport;

/// <summary>One read of a repository, as most tests of the transport need it.</summary>
internal static class Call
{
    public const string Repository = """{"namespace": "acme", "name": "app"}""";

    public static Func<HttpResponseMessage> Ok { get; } = () => ScriptedHandler.Json(Repository);

    public static Func<HttpResponseMessage> Status(int status, Action<HttpResponseMessage>? change = null) => () =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("") };
        change?.Invoke(response);
        return response;
    };

    public static Func<HttpResponseMessage> Body(Stream body, int status = 200) => () =>
        new HttpResponseMessage((HttpStatusCode)status) { Content = new StreamContent(body) };

    public static async Task<Exception?> GetAsync(
        ScriptedHandler handler, TestClock? clock = null, Action<QuayClientOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        using QuayClient client = handler.CreateClient(options =>
        {
            options.TimeProvider = clock ?? new TestClock();
            options.AttemptTimeout = TimeSpan.FromHours(2);
            options.Timeout = TimeSpan.FromHours(3);
            configure?.Invoke(options);
        });
        ValueTask<Exception?> call = Record.ExceptionAsync(() => client.Repositories.GetAsync("acme/app", cancellationToken: cancellationToken));
        return await call.AsTask().WaitAsync(Watchdog.Limit, CancellationToken.None);
    }
}
