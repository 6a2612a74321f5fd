namespace Quay.Client;

/// <inheritdoc cref="IQuayClient"/>
public sealed class QuayClient : IQuayClient, IDisposable
{
    private readonly HttpClient _http;
    private readonly HandlerChain _chain;
    private readonly ServerClock _serverClock;
    private readonly ClientLifetime _lifetime = new();

    /// <summary>Initializes a new instance with its own connections. With dependency injection, use <c>AddQuayClient</c>.</summary>
    /// <param name="options">The options. Later changes have no effect.</param>
    /// <exception cref="ArgumentException">An option is missing or invalid. The message names it.</exception>
    public QuayClient(QuayClientOptions options)
        : this(ChainOf(options), CreateHandler(), disposePrimary: true)
    {
    }

    /// <summary>Initializes a new instance with a network handler, for a proxy, a private certificate authority, or a test.</summary>
    /// <param name="options">The options. Later changes have no effect.</param>
    /// <param name="primaryHandler">
    /// The handler, usually from <see cref="CreateHandler"/>. It must not follow redirects. The client does not dispose it.
    /// </param>
    /// <exception cref="ArgumentException">An option is missing or invalid. The message names it.</exception>
    public QuayClient(QuayClientOptions options, HttpMessageHandler primaryHandler)
        : this(ChainOf(options), primaryHandler, disposePrimary: false)
    {
    }

    internal QuayClient(HttpClient http, HandlerChain chain)
    {
        QuayClientOptions options = chain.Options;
        (_http, _chain, _serverClock, Endpoint) = (http, chain, chain.ServerClock, options.Endpoint!);
        var wire = new WireFactory(http, _lifetime);
        var writes = new LostWriteRecovery(
            options.RecoverLostWrites,
            options.MaxRetries,
            options.RetryDelay,
            options.MaxRetryDelay,
            options.TimeProvider,
            verificationLimit: options.Timeout,
            _lifetime,
            chain.Diagnostics);
        IServerApi server = wire.Create<IServerApi>();
        var features = new FeatureCheck(server, options.TimeProvider);
        IRepositoryApi repositories = wire.Create<IRepositoryApi>();
        IUserApi users = wire.Create<IUserApi>();
        bool hasToken = options.HasToken || http.DefaultRequestHeaders.NonValidated.Contains("Authorization");
        var tokens = new TokenVerifier(users, options.TimeProvider, chain.Diagnostics);
        var observer = new OperationObserver(chain.Diagnostics.Metrics, options.TimeProvider);
        Repositories = new ObservedRepositoryOperations(
            new RepositoryOperations(repositories, writes, hasToken, tokens, features, chain.ServerClock), observer);
        var tags = new TagOperations(
            wire.Create<ITagApi>(),
            static () => QuayJsonContext.Default.TagHistoryPage,
            writes,
            chain.ServerClock,
            options.MaxConcurrentPages,

            // Under a rate limit, a page that is not needed yet would only delay other requests.
            mayPrefetch: () => chain.Limiter.Waiting == 0,
            chain.Diagnostics,
            features);
        Tags = new ObservedTagOperations(tags, observer);
        Manifests = new ObservedManifestOperations(new ManifestOperations(wire.Create<IManifestApi>(), writes, features), observer);
        var autoPrune = new AutoPrunePolicyOperations(wire.Create<IAutoPrunePolicyApi>(), repositories, users, writes, features);
        var immutability = new ImmutabilityPolicyOperations(wire.Create<IImmutabilityPolicyApi>(), repositories, users, writes, features);
        Policies = new QuayPolicies(
            new ObservedPolicyOperations<AutoPrunePolicy>(autoPrune, observer, "auto_prune"),
            new ObservedPolicyOperations<ImmutabilityPolicy>(immutability, observer, "immutability"));
        Users = new ObservedUserOperations(new UserOperations(users, tokens), observer);
        Server = new ObservedServerOperations(new ServerOperations(server), observer);
    }

    private QuayClient(HandlerChain chain, HttpMessageHandler primaryHandler, bool disposePrimary)
        : this(CreateHttpClient(chain, primaryHandler, disposePrimary), chain)
    {
    }

    /// <inheritdoc/>
    public Uri Endpoint { get; }

    /// <inheritdoc/>
    public DateTimeOffset ServerTime => _serverClock.GetUtcNow();

    /// <inheritdoc/>
    public IRepositoryOperations Repositories { get; }

    /// <inheritdoc/>
    public ITagOperations Tags { get; }

    /// <inheritdoc/>
    public IManifestOperations Manifests { get; }

    /// <inheritdoc/>
    public IQuayPolicies Policies { get; }

    /// <inheritdoc/>
    public IUserOperations Users { get; }

    /// <inheritdoc/>
    public IServerOperations Server { get; }

    /// <summary>
    /// Creates the client's default network handler, so that you can set a proxy, a client certificate or a trusted authority. It does
    /// not follow redirects, keeps no cookies, and renews connections, so that they follow changes in DNS.
    /// </summary>
    /// <remarks>
    /// Its <see cref="SocketsHttpHandler.ActivityHeadersPropagator"/> adds <c>url.template</c> to the spans of the attempts. Another
    /// propagator removes it.
    /// </remarks>
    /// <returns>
    /// A handler for the other constructor, whose caller disposes it, or for <c>ConfigurePrimaryHttpMessageHandler</c>, whose host
    /// disposes it.
    /// </returns>
    public static SocketsHttpHandler CreateHandler() => HandlerChain.CreatePrimary();

    /// <summary>
    /// Closes the connections. Calls in progress throw <see cref="ObjectDisposedException"/>, including those that wait or verify a write.
    /// A write in progress can still be applied.
    /// </summary>
    public void Dispose()
    {
        _lifetime.Dispose();
        _http.Dispose();
        _chain.Dispose();
    }

    private static HandlerChain ChainOf(QuayClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return QuayClientOptionsValidator.Validate(options) is { Count: > 0 } faults
            ? throw new ArgumentException(string.Join(" ", faults), nameof(options))
            : new HandlerChain(options);
    }

    private static HttpClient CreateHttpClient(HandlerChain chain, HttpMessageHandler primaryHandler, bool disposePrimary)
    {
        ArgumentNullException.ThrowIfNull(primaryHandler);
        var client = new HttpClient(chain.Over(primaryHandler), disposePrimary);
        chain.Configure(client);
        return client;
    }
}
