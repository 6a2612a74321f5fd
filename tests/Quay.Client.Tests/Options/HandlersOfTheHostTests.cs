using Microsoft.Extensions.DependencyInjection;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Options;

public class HandlersOfTheHostTests
{
    private readonly ServiceCollection _services = new();
    private readonly FakeQuay _failing = new();
    private readonly List<string?> _seen = [];

    public HandlersOfTheHostTests() => _failing.Faults.Always(Fault.Status(500));

    [Fact]
    public async Task A_handler_of_the_builder_sees_each_attempt_with_its_token()
    {
        _services.AddQuayClient(SetOneRetry).ConfigurePrimaryHttpMessageHandler(Network).AddHttpMessageHandler(() => new Watcher(_seen));

        await AskAsync();

        Assert.Equal(["Bearer t", "Bearer t"], _seen);
        Assert.Equal(2, _failing.Requests.Count);
    }

    [Fact]
    public async Task A_handler_of_all_clients_sees_the_call_before_it_has_a_token()
    {
        _services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new Watcher(_seen)));
        _services.AddQuayClient(SetOneRetry).ConfigurePrimaryHttpMessageHandler(Network);

        await AskAsync();

        Assert.Equal([null], _seen);
        Assert.Equal(2, _failing.Requests.Count);
    }

    [Fact]
    public async Task A_handler_of_all_clients_stands_outside_also_when_it_is_added_later()
    {
        _services.AddQuayClient(SetOneRetry).ConfigurePrimaryHttpMessageHandler(Network);
        _services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new Watcher(_seen)));

        await AskAsync();

        Assert.Equal([null], _seen);
    }

    [Fact]
    public async Task Adding_a_client_again_adds_up_the_options_and_not_the_handlers()
    {
        _services.AddQuayClient(SetOneRetry).ConfigurePrimaryHttpMessageHandler(Network);
        _services.AddQuayClient(options => options.Token = "t2").AddHttpMessageHandler(() => new Watcher(_seen));

        await AskAsync();

        Assert.Equal(["Bearer t2", "Bearer t2"], _seen);
        Assert.Equal(2, _failing.Requests.Count);
        Assert.All(_failing.Requests, one => Assert.Equal(
            ("quay.test", "Bearer t2"), (one.Request.Origin.Host, one.Request.Header("Authorization"))));
        Assert.Single(_services, service => service.ServiceType == typeof(IQuayClient));
    }

    [Fact]
    public async Task Adding_a_named_client_again_does_not_touch_the_default_one()
    {
        _services.AddQuayClient(SetOneRetry).ConfigurePrimaryHttpMessageHandler(Network);
        _services.AddQuayClient("mirror", SetOneRetry).ConfigurePrimaryHttpMessageHandler(Network);
        _services.AddQuayClient("mirror", options => options.MaxRetries = 4);
        await using ServiceProvider provider = _services.BuildServiceProvider();

        await provider.GetRequiredService<IQuayClient>().AskAsync();
        Assert.Equal(2, _failing.Requests.Count);

        await provider.GetRequiredKeyedService<IQuayClient>("mirror").AskAsync();
        Assert.Equal(2 + 5, _failing.Requests.Count);
    }

    private FakeQuayHandler Network() => new(_failing);

    private static void SetOneRetry(QuayClientOptions options)
    {
        (options.Endpoint, options.Token) = (new Uri("https://quay.test"), "t");
        (options.MaxRetries, options.RetryDelay) = (1, TimeSpan.Zero);
    }

    private async Task AskAsync()
    {
        await using ServiceProvider provider = _services.BuildServiceProvider();
        await provider.GetRequiredService<IQuayClient>().AskAsync();
    }
}
