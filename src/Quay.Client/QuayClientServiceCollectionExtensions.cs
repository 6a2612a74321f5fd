using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Quay.Client;

/// <summary>
/// Provides extension methods that add Quay clients to the services of an application. Invalid options throw
/// <see cref="OptionsValidationException"/> when the host starts or, without a host, when the client is first resolved. Later changes of
/// the configuration do not affect a client.
/// </summary>
public static class QuayClientServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IQuayClient"/> as a singleton.</summary>
    /// <param name="services">The services to add the client to.</param>
    /// <param name="configure">A delegate that sets the options.</param>
    /// <returns>
    /// The builder of the client's HttpClient. A handler that you add receives each attempt, with its token. The client logs requests at
    /// Debug and removes the loggers of IHttpClientFactory; <c>AddDefaultLogger</c> restores them.
    /// </returns>
    public static IHttpClientBuilder AddQuayClient(this IServiceCollection services, Action<QuayClientOptions> configure) =>
        Add(services, name: null, options => options.Configure(configure));

    /// <summary>
    /// Adds <see cref="IQuayClient"/> as a singleton, with options that depend on other services, such as the source of the token.
    /// </summary>
    /// <param name="services">The services to add the client to.</param>
    /// <param name="configure">
    /// A delegate that sets the options. It is called when they are created, with the root provider, which cannot resolve scoped services.
    /// </param>
    public static IHttpClientBuilder AddQuayClient(
        this IServiceCollection services, Action<IServiceProvider, QuayClientOptions> configure) =>
        Add(services, name: null, options => Configure(options, configure));

    /// <summary>Adds <see cref="IQuayClient"/> as a singleton, with options from the configuration.</summary>
    /// <param name="services">The services to add the client to.</param>
    /// <param name="configuration">
    /// The section whose keys are the names of the options. An unknown key is an error, except in the root of a configuration.
    /// </param>
    public static IHttpClientBuilder AddQuayClient(this IServiceCollection services, IConfiguration configuration) =>
        Add(services, name: null, options => Bind(options, configuration));

    /// <summary>
    /// Adds <see cref="IQuayClient"/> as a keyed singleton, for several clients. Inject it with <c>[FromKeyedServices("mirror")]</c>.
    /// </summary>
    /// <param name="services">The services to add the client to.</param>
    /// <param name="name">The key of the client, which is also the name of its options.</param>
    /// <param name="configure">Sets the options.</param>
    public static IHttpClientBuilder AddQuayClient(this IServiceCollection services, string name, Action<QuayClientOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(services, name, options => options.Configure(configure));
    }

    /// <summary>Adds <see cref="IQuayClient"/> as a keyed singleton, with options that depend on other services.</summary>
    /// <param name="services">The services to add the client to.</param>
    /// <param name="name">The key of the client, which is also the name of its options.</param>
    /// <param name="configure">
    /// A delegate that sets the options. It is called when they are created, with the root provider, which cannot resolve scoped services.
    /// </param>
    public static IHttpClientBuilder AddQuayClient(
        this IServiceCollection services, string name, Action<IServiceProvider, QuayClientOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(services, name, options => Configure(options, configure));
    }

    /// <summary>Adds <see cref="IQuayClient"/> as a keyed singleton, with options from the configuration.</summary>
    /// <param name="services">The services to add the client to.</param>
    /// <param name="name">The key of the client, which is also the name of its options.</param>
    /// <param name="configuration">
    /// The section whose keys are the names of the options. An unknown key is an error, except in the root of a configuration.
    /// </param>
    public static IHttpClientBuilder AddQuayClient(this IServiceCollection services, string name, IConfiguration configuration)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(services, name, options => Bind(options, configuration));
    }

    private static void Configure(OptionsBuilder<QuayClientOptions> options, Action<IServiceProvider, QuayClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        options.Configure<IServiceProvider>((values, provider) => configure(provider, values));
    }

    private static void Bind(OptionsBuilder<QuayClientOptions> options, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        // OptionsBuilder.Bind would create and validate the options again after each change of the configuration, for nothing.
        options.Configure(values => ConfigurationKeys.Bind(configuration, values));
        options.Services.AddSingleton<IValidateOptions<QuayClientOptions>>(new ConfigurationValidator(options.Name, configuration));
    }

    private static IHttpClientBuilder Add(IServiceCollection services, string? name, Action<OptionsBuilder<QuayClientOptions>> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        configure(services.AddOptions<QuayClientOptions>(name).ValidateOnStart());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<QuayClientOptions>, QuayClientOptionsValidator>());

        string httpName = name is null ? "Quay.Client" : $"Quay.Client:{name}";
        IHttpClientBuilder builder = services.AddHttpClient(httpName);
        if (services.Any(service => service.ServiceType == typeof(HandlerChain) && Equals(service.ServiceKey, name)))
        {
            // A second call adds options, but must not add the handlers again.
            return builder;
        }

        // A null key adds a service without a key.
        services.AddKeyedSingleton(name, (provider, _) => new HandlerChain(
            provider.GetRequiredService<IOptionsMonitor<QuayClientOptions>>().Get(name),
            provider.GetService<ILoggerFactory>(),
            provider.GetService<IMeterFactory>()));
        services.TryAddKeyedSingleton<IQuayClient>(name, (provider, _) => new QuayClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(httpName), ChainOf(provider)));

        // The client keeps its HttpClient, so the handler must not be replaced. Its connections have a limited lifetime.
        // The client logs its requests itself, at Debug; the loggers of the factory would write four messages at Information for each.
        return builder
            .RemoveAllLoggers()
            .ConfigureHttpClient((provider, client) => ChainOf(provider).Configure(client))
            .ConfigurePrimaryHttpMessageHandler(HandlerChain.CreatePrimary)
            .ConfigureAdditionalHttpMessageHandlers((handlers, provider) =>
            {
                foreach (DelegatingHandler handler in ChainOf(provider).CreateHandlers())
                {
                    handlers.Add(handler);
                }
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);

        // A client without a key must also work in a container that does not support keys.
        HandlerChain ChainOf(IServiceProvider provider) =>
            name is null ? provider.GetRequiredService<HandlerChain>() : provider.GetRequiredKeyedService<HandlerChain>(name);
    }
}
