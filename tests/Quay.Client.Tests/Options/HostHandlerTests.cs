using Microsoft.Extensions.DependencyInjection;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Options;

public class HostHandlerTests
{
    private readonly ServiceCollection _services = new();
    private readonly FakeQuay _failing = new();
    private readonly List<string?> _authorizations = [];

    public HostHandlerTests() => _failing.Faults.Always(Fault.Status(500));

    [Fact]
    public async Task Handler_added_to_the_builder_handles_each_attempt_with_its_token()
    {
        _services.AddQuayClient(SetOneRetry)
            .ConfigurePrimaryHttpMessageHandler(Network)
            .AddHttpMessageHandler(() => new AuthorizationRecorder(_authorizations));

        await SendRequestAsync();

        Assert.Equal(["Bearer t", "Bearer t"], _authorizations);
        Assert.Equal(2, _failing.Requests.Count);
    }

    [Fact]
    public async Task Handler_of_all_HttpClients_handles_a_call_once_and_without_a_token()
    {
        _services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new AuthorizationRecorder(_authorizations)));
        _services.AddQuayClient(SetOneRetry).ConfigurePrimaryHttpMessageHandler(Network);

        await SendRequestAsync();

        Assert.Equal([null], _authorizations);
        Assert.Equal(2, _failing.Requests.Count);
    }

    [Fact]
    public async Task Handler_of_all_HttpClients_is_outside_the_clients_handlers_even_if_added_later()
    {
        _services.AddQuayClient(SetOneRetry).ConfigurePrimaryHttpMessageHandler(Network);
        _services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new AuthorizationRecorder(_authorizations)));

        await SendRequestAsync();

        Assert.Equal([null], _authorizations);
    }

    [Fact]
    public async Task Registering_a_client_twice_combines_the_options_but_adds_its_handlers_once()
    {
        _services.AddQuayClient(SetOneRetry).ConfigurePrimaryHttpMessageHandler(Network);
        _services.AddQuayClient(options => options.Token = "t2").AddHttpMessageHandler(() => new AuthorizationRecorder(_authorizations));

        await SendRequestAsync();

        Assert.Equal(["Bearer t2", "Bearer t2"], _authorizations);
        Assert.Equal(2, _failing.Requests.Count);
        Assert.All(_failing.Requests, exchange => Assert.Equal(
            ("quay.test", "Bearer t2"), (exchange.Request.Origin.Host, exchange.Request.Header("Authorization"))));
        Assert.Single(_services, service => service.ServiceType == typeof(IQuayClient));
    }

    [Fact]
    public async Task Registering_a_named_client_twice_does_not_change_the_default_client()
    {
        _services.AddQuayClient(SetOneRetry).ConfigurePrimaryHttpMessageHandler(Network);
        _services.AddQuayClient("mirror", SetOneRetry).ConfigurePrimaryHttpMessageHandler(Network);
        _services.AddQuayClient("mirror", options => options.MaxRetries = 4);
        await using ServiceProvider provider = _services.BuildServiceProvider();

        await provider.GetRequiredService<IQuayClient>().SendRequestAsync();
        Assert.Equal(2, _failing.Requests.Count);

        await provider.GetRequiredKeyedService<IQuayClient>("mirror").SendRequestAsync();
        Assert.Equal(2 + 5, _failing.Requests.Count);
    }

    private FakeQuayHandler Network() => new(_failing);

    private static void SetOneRetry(QuayClientOptions options)
    {
        (options.Endpoint, options.Token) = (new Uri("https://quay.test"), "t");
        (options.MaxRetries, options.RetryDelay) = (1, TimeSpan.Zero);
    }

    private async Task SendRequestAsync()
    {
        await using ServiceProvider provider = _services.BuildServiceProvider();
        await provider.GetRequiredService<IQuayClient>().SendRequestAsync();
    }
}
