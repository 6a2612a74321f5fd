using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Quay.Client;

/// <summary>
/// Adds clients of Quay to an application. Options that are wrong throw <see cref="OptionsValidationException"/> when a host starts, or, where there is
/// none, when the client is first resolved; a value of a configuration that cannot be read at all throws <see cref="InvalidOperationException"/> there. They are read once: a change of the configuration changes nothing in a client that is there.
/// </summary>
public static class QuayClientServiceCollectionExtensions
{
    private const string HttpClientName = "Quay.Client";

    /// <summary>Adds the client: <see cref="IQuayClient"/>, a singleton.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options. They are checked when the application starts.</param>
    /// <returns>The builder of the HttpClient below. Handlers added to it see each attempt, with its token.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpClientBuilder AddQuayClient(this IServiceCollection services, Action<QuayClientOptions> configure) =>
        Add(services, name: null, options => options.Configure(configure));

    /// <summary>Adds the client: <see cref="IQuayClient"/>, a singleton, with options from the configuration.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configuration">The section whose keys are the names of the options. They are checked when the application starts.</param>
    /// <returns>The builder of the HttpClient below. Handlers added to it see each attempt, with its token.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpClientBuilder AddQuayClient(this IServiceCollection services, IConfiguration configuration) =>
        Add(services, name: null, options => options.Bind(configuration));

    /// <summary>
    /// Adds one of several clients: <see cref="IQuayClient"/>, a singleton with the name as its key (<c>[FromKeyedServices("mirror")]</c>).
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The name of the client, of its options, and its key.</param>
    /// <param name="configure">Sets the options. They are checked when the application starts.</param>
    /// <returns>The builder of the HttpClient below. Handlers added to it see each attempt, with its token.</returns>
    /// <exception cref="ArgumentException">An argument is null, or the name is empty.</exception>
    public static IHttpClientBuilder AddQuayClient(this IServiceCollection services, string name, Action<QuayClientOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(services, name, options => options.Configure(configure));
    }

    /// <summary>
    /// Adds one of several clients: <see cref="IQuayClient"/>, a singleton with the name as its key (<c>[FromKeyedServices("mirror")]</c>), with
    /// options from the configuration.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The name of the client, of its options, and its key.</param>
    /// <param name="configuration">The section whose keys are the names of the options. They are checked when the application starts.</param>
    /// <returns>The builder of the HttpClient below. Handlers added to it see each attempt, with its token.</returns>
    /// <exception cref="ArgumentException">An argument is null, or the name is empty.</exception>
    public static IHttpClientBuilder AddQuayClient(this IServiceCollection services, string name, IConfiguration configuration)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(services, name, options => options.Bind(configuration));
    }

    private static IHttpClientBuilder Add(IServiceCollection services, string? name, Action<OptionsBuilder<QuayClientOptions>> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        configure(services.AddOptions<QuayClientOptions>(name).ValidateOnStart());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<QuayClientOptions>, QuayClientOptionsValidator>());

        string httpName = name is null ? HttpClientName : $"{HttpClientName}:{name}";
        if (name is null)
        {
            services.TryAddSingleton<IQuayClient>(provider => Create(provider, name, httpName));
        }
        else
        {
            services.TryAddKeyedSingleton<IQuayClient>(name, (provider, _) => Create(provider, name, httpName));
        }

        IHttpClientBuilder builder = services.AddHttpClient(httpName);
        if (services.Any(service => service.ServiceType == typeof(TransportSettings) && Equals(service.ServiceKey, name)))
        {
            // Added before: the options add up, the handlers must not.
            return builder;
        }

        if (name is null)
        {
            services.AddSingleton(provider => Options(provider, name).ToTransportSettings());
        }
        else
        {
            services.AddKeyedSingleton(name, (provider, _) => Options(provider, name).ToTransportSettings());
        }

        // The client keeps its HttpClient, so the handler is not to be changed under it; the connections are renewed by their own lifetime.
        return builder
            .ConfigureHttpClient((provider, client) => HandlerChain.Configure(client, Settings(provider, name)))
            .ConfigurePrimaryHttpMessageHandler(HandlerChain.CreatePrimary)
            .ConfigureAdditionalHttpMessageHandlers((handlers, provider) =>
            {
                foreach (DelegatingHandler handler in HandlerChain.Create(Settings(provider, name)))
                {
                    handlers.Add(handler);
                }
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    private static QuayClient Create(IServiceProvider provider, string? name, string httpName)
    {
        HttpClient http = provider.GetRequiredService<IHttpClientFactory>().CreateClient(httpName);
        return new QuayClient(http, Settings(provider, name));
    }

    private static TransportSettings Settings(IServiceProvider provider, string? name) =>
        name is null ? provider.GetRequiredService<TransportSettings>() : provider.GetRequiredKeyedService<TransportSettings>(name);

    private static QuayClientOptions Options(IServiceProvider provider, string? name) =>
        provider.GetRequiredService<IOptionsMonitor<QuayClientOptions>>().Get(name);
}
