using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Options;

public class AddQuayClientTests
{
    private readonly ServiceCollection _services = new();
    private readonly FakeQuay _quay = new();

    private IEnumerable<(string Host, string? Authorization)> ReceivedRequests =>
        _quay.Requests.Select(exchange => (exchange.Request.Origin.Host, exchange.Request.Header("Authorization")));

    [Fact]
    public async Task Registered_client_is_a_singleton_with_its_endpoint_and_token()
    {
        _services.AddQuayClient(options => (options.Endpoint, options.Token) = (new Uri("https://quay.test/sub"), "t1"))
            .ConfigurePrimaryHttpMessageHandler(Network);
        await using ServiceProvider provider = _services.BuildServiceProvider(validateScopes: true);

        await provider.GetRequiredService<IQuayClient>().SendRequestAsync();

        Assert.Same(provider.GetRequiredService<IQuayClient>(), provider.GetRequiredService<IQuayClient>());
        _quay.Requests.AssertRequests("GET https://quay.test/sub/api/v1/repository/acme/app/tag/?limit=100");
        Assert.Equal([("quay.test", "Bearer t1")], ReceivedRequests);
    }

    [Fact]
    public async Task Several_clients_are_registered_by_key_with_separate_options()
    {
        _services.AddQuayClient(o => (o.Endpoint, o.Token) = (new Uri("https://a.test"), "ta")).ConfigurePrimaryHttpMessageHandler(Network);
        _services.AddQuayClient("b", o => (o.Endpoint, o.Token) = (new Uri("https://b.test"), "tb"))
            .ConfigurePrimaryHttpMessageHandler(Network);
        _services.AddQuayClient("c", o => o.Endpoint = new Uri("https://c.test")).ConfigurePrimaryHttpMessageHandler(Network);
        await using ServiceProvider provider = _services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<IQuayClient>("b").SendRequestAsync();
        await provider.GetRequiredKeyedService<IQuayClient>("c").SendRequestAsync();
        await provider.GetRequiredService<IQuayClient>().SendRequestAsync();

        Assert.Equal(
            [("b.test", "Bearer tb"), ("c.test", null), ("a.test", "Bearer ta")],
            ReceivedRequests);
    }

    [Fact]
    public void Named_client_is_registered_only_as_a_keyed_service()
    {
        _services.AddQuayClient("b", OptionFault.SetValid);
        using ServiceProvider provider = _services.BuildServiceProvider();

        Assert.Null(provider.GetService<IQuayClient>());
        Assert.Same(provider.GetKeyedService<IQuayClient>("b"), provider.GetKeyedService<IQuayClient>("b"));
    }

    [Fact]
    public void All_options_are_bound_from_a_configuration()
    {
        Dictionary<string, string?> settings = new()
        {
            ["Quay:Endpoint"] = "http://quay.test",
            ["Quay:Token"] = "t",
            ["Quay:ApplicationId"] = "my-app/1.2",
            ["Quay:AllowInsecureHttp"] = "true",
            ["Quay:MaxRetries"] = "7",
            ["Quay:RetryDelay"] = "00:00:02",
            ["Quay:MaxRetryDelay"] = "00:00:20",
            ["Quay:AttemptTimeout"] = "00:00:11",
            ["Quay:Timeout"] = "00:02:00",
            ["Quay:MaxResponseBytes"] = "1234",
            ["Quay:MaxConcurrentPages"] = "3",
            ["Quay:RecoverLostWrites"] = "false",
            ["Quay:RequestsPerSecond"] = "2.5",
            ["Quay:MaxConcurrentRequests"] = "4",
        };
        _services.AddQuayClient(Configuration(settings).GetSection("Quay"));
        using ServiceProvider provider = _services.BuildServiceProvider();

        QuayClientOptions options = provider.GetRequiredService<IOptions<QuayClientOptions>>().Value;

        Assert.Equal(
            (new Uri("http://quay.test"), "t", true, 7), (options.Endpoint!, options.Token, options.AllowInsecureHttp, options.MaxRetries));
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20)), (options.RetryDelay, options.MaxRetryDelay));
        Assert.Equal(
            (TimeSpan.FromSeconds(11), TimeSpan.FromMinutes(2), 1234), (options.AttemptTimeout, options.Timeout, options.MaxResponseBytes));
        Assert.Equal((3, false), (options.MaxConcurrentPages, options.RecoverLostWrites));
        Assert.Equal((2.5, 4, "my-app/1.2"), (options.RequestsPerSecond, options.MaxConcurrentRequests, options.ApplicationId));
        Assert.Equal(ConfigurationKeys.BoundNames.Order(), settings.Keys.Select(key => key["Quay:".Length..]).Order());
    }

    [Fact]
    public async Task Options_of_a_named_client_are_bound_from_a_configuration()
    {
        IConfiguration configuration = Configuration(new() { ["Mirror:Endpoint"] = "https://mirror.test", ["Mirror:Token"] = "tm" });
        _services.AddQuayClient("mirror", configuration.GetSection("Mirror")).ConfigurePrimaryHttpMessageHandler(Network);
        await using ServiceProvider provider = _services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<IQuayClient>("mirror").SendRequestAsync();

        Assert.Equal([("mirror.test", "Bearer tm")], ReceivedRequests);
    }

    [Fact]
    public async Task Host_does_not_start_with_an_invalid_endpoint_in_the_configuration()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddQuayClient(Configuration(new() { ["Endpoint"] = "quay.test", ["Token"] = OptionFault.Canary }));
        using IHost host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("QuayClientOptions.Endpoint must be an absolute", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(OptionFault.Canary, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AddQuayClient_rejects_null_arguments_and_empty_names()
    {
        Assert.Throws<ArgumentNullException>("services", () => ((IServiceCollection)null!).AddQuayClient(OptionFault.SetValid));
        Assert.ThrowsAny<ArgumentNullException>(() => _services.AddQuayClient((Action<QuayClientOptions>)null!));
        Assert.ThrowsAny<ArgumentNullException>(() => _services.AddQuayClient((IConfiguration)null!));
        Assert.Throws<ArgumentNullException>("name", () => _services.AddQuayClient(null!, OptionFault.SetValid));
        Assert.Throws<ArgumentException>("name", () => _services.AddQuayClient("", OptionFault.SetValid));
        Assert.Throws<ArgumentException>("name", () => _services.AddQuayClient("", Configuration([])));
    }

    [Fact]
    public async Task Options_changed_after_the_client_is_created_have_no_effect()
    {
        var options = new QuayClientOptions { Endpoint = new Uri("https://quay.test"), Token = "before" };
        using var client = new QuayClient(options, Network());

        (options.Endpoint, options.Token) = (new Uri("https://other.test"), "after");
        await client.SendRequestAsync();

        Assert.Equal([("quay.test", "Bearer before")], ReceivedRequests);
    }

    [Fact]
    public async Task MaxRetries_changed_after_the_client_is_created_has_no_effect()
    {
        var options = new QuayClientOptions { Endpoint = new Uri("https://quay.test"), MaxRetries = 0, RetryDelay = TimeSpan.Zero };
        using var client = new QuayClient(options, Network());
        _quay.Faults.Always(Fault.Status(502));

        options.MaxRetries = 3;

        await Assert.ThrowsAsync<QuayException>(() => client.Repositories.GetAsync("acme/app"));
        Assert.Single(_quay.Requests);
    }

    private FakeQuayHandler Network() => new(_quay);

    private static IConfigurationRoot Configuration(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    [Fact]
    public void Message_about_an_invalid_option_names_the_keyed_client()
    {
        var services = new ServiceCollection();
        services.AddQuayClient("mirror", _ => { });
        using ServiceProvider provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredKeyedService<IQuayClient>("mirror"));

        Assert.StartsWith("The client \"mirror\": QuayClientOptions.Endpoint is required", error.Message, StringComparison.Ordinal);
    }
}
