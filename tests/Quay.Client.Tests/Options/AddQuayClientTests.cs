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

    private IEnumerable<(string Host, string? Authorization)> Arrived =>
        _quay.Requests.Select(exchange => (exchange.Request.Origin.Host, exchange.Request.Header("Authorization")));

    [Fact]
    public async Task The_client_is_a_singleton_with_its_endpoint_and_token()
    {
        _services.AddQuayClient(options => (options.Endpoint, options.Token) = (new Uri("https://quay.test/sub"), "t1"))
            .ConfigurePrimaryHttpMessageHandler(Network);
        await using ServiceProvider provider = _services.BuildServiceProvider(validateScopes: true);

        await provider.GetRequiredService<IQuayClient>().AskAsync();

        Assert.Same(provider.GetRequiredService<IQuayClient>(), provider.GetRequiredService<IQuayClient>());
        _quay.Requests.AssertRequests("GET https://quay.test/sub/api/v1/repository/acme/app/tag/?limit=100");
        Assert.Equal([("quay.test", "Bearer t1")], Arrived);
    }

    [Fact]
    public async Task Several_clients_stand_side_by_side_by_their_keys()
    {
        _services.AddQuayClient(o => (o.Endpoint, o.Token) = (new Uri("https://a.test"), "ta")).ConfigurePrimaryHttpMessageHandler(Network);
        _services.AddQuayClient("b", o => (o.Endpoint, o.Token) = (new Uri("https://b.test"), "tb"))
            .ConfigurePrimaryHttpMessageHandler(Network);
        _services.AddQuayClient("c", o => o.Endpoint = new Uri("https://c.test")).ConfigurePrimaryHttpMessageHandler(Network);
        await using ServiceProvider provider = _services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<IQuayClient>("b").AskAsync();
        await provider.GetRequiredKeyedService<IQuayClient>("c").AskAsync();
        await provider.GetRequiredService<IQuayClient>().AskAsync();

        Assert.Equal(
            [("b.test", "Bearer tb"), ("c.test", null), ("a.test", "Bearer ta")],
            Arrived);
    }

    [Fact]
    public void A_named_client_is_not_the_default_one()
    {
        _services.AddQuayClient("b", OptionFault.SetGood);
        using ServiceProvider provider = _services.BuildServiceProvider();

        Assert.Null(provider.GetService<IQuayClient>());
        Assert.Same(provider.GetKeyedService<IQuayClient>("b"), provider.GetKeyedService<IQuayClient>("b"));
    }

    [Fact]
    public void All_that_a_configuration_can_give_is_bound()
    {
        Dictionary<string, string?> settings = new()
        {
            ["Quay:Endpoint"] = "http://quay.test",
            ["Quay:Token"] = "t",
            ["Quay:AllowInsecureHttp"] = "true",
            ["Quay:MaxRetries"] = "7",
            ["Quay:RetryDelay"] = "00:00:02",
            ["Quay:MaxRetryDelay"] = "00:00:20",
            ["Quay:AttemptTimeout"] = "00:00:11",
            ["Quay:Timeout"] = "00:02:00",
            ["Quay:MaxResponseBytes"] = "1234",
            ["Quay:MaxConcurrentPages"] = "3",
            ["Quay:RecoverLostWrites"] = "false",
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
        Assert.Equal(
            typeof(QuayClientOptions).GetProperties().Length,
            settings.Count + new[] { nameof(QuayClientOptions.TokenProvider), nameof(QuayClientOptions.TimeProvider) }.Length);
    }

    [Fact]
    public async Task A_named_client_takes_its_options_from_a_configuration()
    {
        IConfiguration configuration = Configuration(new() { ["Mirror:Endpoint"] = "https://mirror.test", ["Mirror:Token"] = "tm" });
        _services.AddQuayClient("mirror", configuration.GetSection("Mirror")).ConfigurePrimaryHttpMessageHandler(Network);
        await using ServiceProvider provider = _services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<IQuayClient>("mirror").AskAsync();

        Assert.Equal([("mirror.test", "Bearer tm")], Arrived);
    }

    [Fact]
    public async Task A_wrong_address_in_a_configuration_stops_the_start()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddQuayClient(Configuration(new() { ["Endpoint"] = "quay.test", ["Token"] = OptionFault.Canary }));
        using IHost host = builder.Build();

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("QuayClientOptions.Endpoint must be an absolute", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(OptionFault.Canary, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nulls_and_empty_names_are_refused_where_they_are_given()
    {
        Assert.Throws<ArgumentNullException>("services", () => ((IServiceCollection)null!).AddQuayClient(OptionFault.SetGood));
        Assert.ThrowsAny<ArgumentNullException>(() => _services.AddQuayClient((Action<QuayClientOptions>)null!));
        Assert.ThrowsAny<ArgumentNullException>(() => _services.AddQuayClient((IConfiguration)null!));
        Assert.Throws<ArgumentNullException>("name", () => _services.AddQuayClient(null!, OptionFault.SetGood));
        Assert.Throws<ArgumentException>("name", () => _services.AddQuayClient("", OptionFault.SetGood));
        Assert.Throws<ArgumentException>("name", () => _services.AddQuayClient("", Configuration([])));
    }

    [Fact]
    public async Task Options_that_change_after_the_client_is_made_change_nothing()
    {
        var options = new QuayClientOptions { Endpoint = new Uri("https://quay.test"), Token = "before" };
        using var client = new QuayClient(options, Network());

        (options.Endpoint, options.Token) = (new Uri("https://other.test"), "after");
        await client.AskAsync();

        Assert.Equal([("quay.test", "Bearer before")], Arrived);
    }

    [Fact]
    public async Task Retries_that_are_configured_after_the_client_is_created_have_no_effect()
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
    public void A_wrong_option_of_a_named_client_says_whose_it_is()
    {
        var services = new ServiceCollection();
        services.AddQuayClient("mirror", _ => { });
        using ServiceProvider provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredKeyedService<IQuayClient>("mirror"));

        Assert.StartsWith("The client \"mirror\": QuayClientOptions.Endpoint is required", error.Message, StringComparison.Ordinal);
    }
}
