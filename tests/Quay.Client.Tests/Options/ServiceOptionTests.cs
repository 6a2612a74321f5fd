using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Options;

/// <summary>Verifies options that depend on other services.</summary>
public class ServiceOptionTests
{
    private readonly ServiceCollection _services = new();
    private readonly FakeQuay _quay = new();

    [Fact]
    public async Task Delegate_with_two_parameters_reads_the_services_of_the_application()
    {
        _services.AddSingleton(new Secret("from-a-service"));
        _services
            .AddQuayClient((provider, options) =>
            {
                options.Endpoint = new Uri("https://quay.test");
                options.Token = provider.GetRequiredService<Secret>().Value;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new FakeQuayHandler(_quay));
        await using ServiceProvider provider = _services.BuildServiceProvider(validateScopes: true);

        await provider.GetRequiredService<IQuayClient>().SendRequestAsync();

        Assert.Equal("Bearer from-a-service", Assert.Single(_quay.Requests).Request.Header("Authorization"));
    }

    [Fact]
    public async Task Named_clients_read_the_services_of_the_application_separately()
    {
        foreach (string name in (string[])["a", "b"])
        {
            _services.AddKeyedSingleton(name, new Secret($"token-of-{name}"));
            _services
                .AddQuayClient(name, (provider, options) =>
                {
                    options.Endpoint = new Uri("https://quay.test");
                    options.Token = provider.GetRequiredKeyedService<Secret>(name).Value;
                })
                .ConfigurePrimaryHttpMessageHandler(() => new FakeQuayHandler(_quay));
        }

        await using ServiceProvider provider = _services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<IQuayClient>("b").SendRequestAsync();
        await provider.GetRequiredKeyedService<IQuayClient>("a").SendRequestAsync();

        Assert.Equal(
            ["Bearer token-of-b", "Bearer token-of-a"], _quay.Requests.Select(exchange => exchange.Request.Header("Authorization")));
        Assert.Null(provider.GetService<IQuayClient>());
    }

    [Fact]
    public void Delegate_with_services_is_called_once_when_the_client_is_resolved()
    {
        int calls = 0;
        _services.AddQuayClient((_, options) => (options.Endpoint, calls) = (new Uri("https://quay.test"), calls + 1));
        using ServiceProvider provider = _services.BuildServiceProvider();
        Assert.Equal(0, calls);

        provider.GetRequiredService<IQuayClient>();
        provider.GetRequiredService<IQuayClient>();

        Assert.Equal(1, calls);
    }

    [Fact]
    public void Options_of_a_section_and_of_a_delegate_with_services_are_combined()
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Quay:Endpoint"] = "https://quay.test", ["Quay:MaxRetries"] = "7" })
            .Build();
        _services.AddSingleton(new Secret("t"));
        _services.AddQuayClient(configuration.GetSection("Quay"));
        _services.AddQuayClient((provider, options) => options.Token = provider.GetRequiredService<Secret>().Value);
        using ServiceProvider provider = _services.BuildServiceProvider();

        QuayClientOptions options = provider.GetRequiredService<IOptions<QuayClientOptions>>().Value;

        Assert.Equal((new Uri("https://quay.test"), 7, "t"), (options.Endpoint!, options.MaxRetries, options.Token));
        Assert.Single(_services, service => service.ServiceType == typeof(IQuayClient));
    }

    [Fact]
    public async Task Host_does_not_start_with_invalid_options_of_a_delegate_with_services()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddQuayClient((_, options) => options.MaxRetries = -1);
        using IHost host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("QuayClientOptions.MaxRetries must", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddQuayClient_rejects_null_delegates_with_services_and_empty_names()
    {
        Action<IServiceProvider, QuayClientOptions> configure = (_, _) => { };

        Assert.Throws<ArgumentNullException>("services", () => ((IServiceCollection)null!).AddQuayClient(configure));
        Assert.Throws<ArgumentNullException>(
            "configure", () => _services.AddQuayClient((Action<IServiceProvider, QuayClientOptions>)null!));
        Assert.Throws<ArgumentNullException>(
            "configure", () => _services.AddQuayClient("a", (Action<IServiceProvider, QuayClientOptions>)null!));
        Assert.Throws<ArgumentNullException>("name", () => _services.AddQuayClient(null!, configure));
        Assert.Throws<ArgumentException>("name", () => _services.AddQuayClient("", configure));
    }

    private sealed record Secret(string Value);
}
