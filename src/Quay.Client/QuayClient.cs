using Quay.Client.History;
using Quay.Client.Manifests;
using Quay.Client.Policies;
using Quay.Client.Repositories;
using Quay.Client.Tags;
using Quay.Client.Transport;
using Quay.Client.Users;
using Quay.Client.Wire;
using Quay.Client.Writes;

namespace Quay.Client;

/// <inheritdoc cref="IQuayClient"/>
public sealed class QuayClient : IQuayClient, IDisposable
{
    private readonly HttpClient _http;

    /// <summary>Makes a client with connections of its own. In an application with dependency injection use <c>services.AddQuayClient(…)</c>.</summary>
    /// <param name="options">Which Quay, with which token. Changing them afterwards changes nothing.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An option is missing or wrong; the message names it.</exception>
    public QuayClient(QuayClientOptions options)
        : this(Checked(options), HandlerChain.CreatePrimary(), disposePrimary: true)
    {
    }

    /// <summary>Makes a client over a handler of the caller's: for a proxy, a private certificate authority, or a test without a network.</summary>
    /// <param name="options">Which Quay, with which token. Changing them afterwards changes nothing.</param>
    /// <param name="primaryHandler">
    /// What sends the requests. It should not follow redirects. The client does not dispose it, so that several can share it.
    /// </param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An option is missing or wrong; the message names it.</exception>
    public QuayClient(QuayClientOptions options, HttpMessageHandler primaryHandler)
        : this(Checked(options), primaryHandler, disposePrimary: false)
    {
    }

    /// <summary>Makes a client over an HttpClient that has the handler chain already.</summary>
    internal QuayClient(HttpClient http, TransportSettings settings)
    {
        _http = http;
        var writes = new WriteSender(settings.RecoverLostWrites, settings.MaxRetries, settings.RetryDelay, settings.MaxRetryDelay, settings.TimeProvider);
        IRepositoryApi repositories = WireFactory.Create<IRepositoryApi>(http);
        IUserApi users = WireFactory.Create<IUserApi>(http);
        Repositories = new RepositoryOperations(repositories, writes, new TokenVerifier(users, settings.TimeProvider));
        var tags = new TagOperations(
            WireFactory.Create<ITagApi>(http), static () => QuayJsonContext.Default.TagHistoryPage, writes, settings.ServerClock, settings.MaxConcurrentPages, settings.Pace);
        Tags = tags;
        Manifests = new ManifestOperations(WireFactory.Create<IManifestApi>(http), writes);

        // A history needs only the time machine's window, which is the same for every caller.
        History = new HistoryOperations(new RepositoryOperations(repositories, writes, tokens: null), tags, Manifests, settings.Endpoint, settings.ServerClock, settings.TimeProvider);
        Policies = new PolicyOperations(WireFactory.Create<IPolicyApi>(http), repositories, writes);
        Users = new UserOperations(users);
    }

    private QuayClient(TransportSettings settings, HttpMessageHandler primaryHandler, bool disposePrimary)
        : this(CreateHttpClient(settings, primaryHandler, disposePrimary), settings)
    {
    }

    /// <inheritdoc/>
    public IRepositoryOperations Repositories { get; }

    /// <inheritdoc/>
    public ITagOperations Tags { get; }

    /// <inheritdoc/>
    public IHistoryOperations History { get; }

    /// <inheritdoc/>
    public IManifestOperations Manifests { get; }

    /// <inheritdoc/>
    public IPolicyOperations Policies { get; }

    /// <inheritdoc/>
    public IUserOperations Users { get; }

    /// <summary>Closes the connections; calls that are under way end with an error.</summary>
    public void Dispose() => _http.Dispose();

    private static TransportSettings Checked(QuayClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return QuayClientOptionsValidator.Validate(options) is { Count: > 0 } faults
            ? throw new ArgumentException(string.Join(" ", faults), nameof(options))
            : options.ToTransportSettings();
    }

    private static HttpClient CreateHttpClient(TransportSettings settings, HttpMessageHandler primaryHandler, bool disposePrimary)
    {
        ArgumentNullException.ThrowIfNull(primaryHandler);
        var client = new HttpClient(HandlerChain.Over(primaryHandler, settings), disposePrimary);
        HandlerChain.Configure(client, settings);
        return client;
    }
}
