using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Quay.Client.Tests.Options;

public sealed class HandlersOfTheHostTests : IDisposable
{
    private readonly ServiceCollection _services = new();
    private readonly Network _failing = new(HttpStatusCode.InternalServerError);
    private readonly List<string?> _seen = [];

    public void Dispose() => _failing.Dispose();

    [Fact]
    public async Task A_handler_of_the_builder_sees_each_attempt_with_its_token()
    {
        _services.AddQuayClient(SetOneRetry).ConfigurePrimaryHttpMessageHandler(() => _failing).AddHttpMessageHandler(() => new Watcher(_seen));

        await AskAsync();

        Assert.Equal(["Bearer t", "Bearer t"], _seen);
        Assert.Equal(2, _failing.Arrived.Count);
    }

    [Fact]
    public async Task A_handler_of_all_clients_sees_the_call_before_it_has_a_token()
    {
        _services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new Watcher(_seen)));
        _services.AddQuayClient(SetOneRetry).ConfigurePrimaryHttpMessageHandler(() => _failing);

        await AskAsync();

        Assert.Equal([null], _seen);
        Assert.Equal(2, _failing.Arrived.Count);
    }

    [Fact]
    public async Task A_handler_of_all_clients_stands_outside_also_when_it_is_added_later()
    {
        _services.AddQuayClient(SetOneRetry).ConfigurePrimaryHttpMessageHandler(() => _failing);
        _services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new Watcher(_seen)));

        await AskAsync();

        Assert.Equal([null], _seen);
    }

    [Fact]
    public async Task Adding_a_client_again_adds_up_the_options_and_not_the_handlers()
    {
        _services.AddQuayClient(SetOneRetry).ConfigurePrimaryHttpMessageHandler(() => _failing);
        _services.AddQuayClient(options => options.Token = "t2").AddHttpMessageHandler(() => new Watcher(_seen));

        await AskAsync();

        Assert.Equal(["Bearer t2", "Bearer t2"], _seen);
        Assert.Equal(2, _failing.Arrived.Count);
        Assert.All(_failing.Arrived, request => Assert.Equal(("quay.test", "Bearer t2"), (request.Address!.Host, request.Authorization)));
        Assert.Single(_services, service => service.ServiceType == typeof(IQuayClient));
    }

    [Fact]
    public async Task Adding_a_named_client_again_does_not_touch_the_default_one()
    {
        _services.AddQuayClient(SetOneRetry).ConfigurePrimaryHttpMessageHandler(() => _failing);
        _services.AddQuayClient("mirror", SetOneRetry).ConfigurePrimaryHttpMessageHandler(() => _failing);
        _services.AddQuayClient("mirror", options => options.MaxRetries = 4);
        await using ServiceProvider provider = _services.BuildServiceProvider();

        await provider.GetRequiredService<IQuayClient>().AskAsync();
        Assert.Equal(2, _failing.Arrived.Count);

        await provider.GetRequiredKeyedService<IQuayClient>("mirror").AskAsync();
        Assert.Equal(2 + 5, _failing.Arrived.Count);
    }

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
