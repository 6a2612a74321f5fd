using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Options;

public class HandlerChainTests
{
    private static readonly string[] Chain = ["ErrorHandler", "ResilienceHandler", "AuthenticationHandler", "BufferingHandler"];

    private readonly FakeQuay _quay = new();

    [Fact]
    public void Created_and_registered_clients_have_the_same_handlers()
    {
        using var created = new QuayClient(Options(), new FakeQuayHandler(_quay));
        using ServiceProvider provider = Provider();
        var registered = (QuayClient)provider.GetRequiredService<IQuayClient>();

        Assert.Equal(Chain, ClientHandlersOf(created));
        Assert.Equal(Chain, ClientHandlersOf(registered));
    }

    [Fact]
    public void Created_and_registered_clients_have_the_same_primary_handler()
    {
        using var created = new QuayClient(Options());
        using ServiceProvider provider = new ServiceCollection().AddQuayClient(OptionFault.SetValid).Services.BuildServiceProvider();
        var registered = (QuayClient)provider.GetRequiredService<IQuayClient>();

        SocketsHttpHandler[] primaries =
            [Assert.IsType<SocketsHttpHandler>(HandlersOf(created)[^1]), Assert.IsType<SocketsHttpHandler>(HandlersOf(registered)[^1])];

        Assert.All(primaries, primary => Assert.Equal((false, false), (primary.AllowAutoRedirect, primary.UseCookies)));
        Assert.All(
            primaries, primary => Assert.InRange(primary.PooledConnectionLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(15)));
    }

    [Fact]
    public void CreateHandler_returns_a_new_handler_with_the_settings_of_the_clients_primary_handler()
    {
        using var client = new QuayClient(Options());
        using SocketsHttpHandler first = QuayClient.CreateHandler();
        using SocketsHttpHandler second = QuayClient.CreateHandler();

        Assert.NotSame(first, second);
        Assert.Equal(SettingsOf(HandlersOf(client)[^1]), SettingsOf(first));
        Assert.Equal((false, false), (first.AllowAutoRedirect, first.UseCookies));
        Assert.NotEqual(SettingsOf(new SocketsHttpHandler()), SettingsOf(first));
    }

    [Fact]
    public async Task Created_and_registered_clients_send_the_same_headers()
    {
        using var created = new QuayClient(Options(), new FakeQuayHandler(_quay));
        await created.SendRequestAsync();
        await using ServiceProvider provider = Provider();
        await provider.GetRequiredService<IQuayClient>().SendRequestAsync();

        Assert.Equal(2, _quay.Requests.Count);
        Assert.Equal(_quay.Requests[0].Request.Headers, _quay.Requests[1].Request.Headers);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["Accept"] = "application/json",
                ["Authorization"] = "Bearer t",
                ["Host"] = "quay.test",
                ["User-Agent"] = $"Quay.Client/{Version()}",
                ["X-Requested-With"] = "XMLHttpRequest",
            },
            _quay.Requests[0].Request.Headers);
    }

    [Fact]
    public void User_agent_version_is_the_version_of_the_package() => Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?$", Version());

    private static QuayClientOptions Options() => new() { Endpoint = new Uri("https://quay.test"), Token = "t" };

    private static string Version() =>
        typeof(QuayClient).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static IEnumerable<string> ClientHandlersOf(QuayClient client) =>
        HandlersOf(client).Select(handler => handler.GetType()).Where(type => type.Assembly == typeof(QuayClient).Assembly)
            .Select(type => type.Name);

    /// <summary>Gets the handlers of a client, from the outermost to the primary one.</summary>
    private static List<HttpMessageHandler> HandlersOf(QuayClient client)
    {
        object http = Field(typeof(QuayClient), "_http", client);
        List<HttpMessageHandler> handlers = [(HttpMessageHandler)Field(typeof(HttpMessageInvoker), "_handler", http)];
        while (handlers[^1] is DelegatingHandler { InnerHandler: { } inner })
        {
            handlers.Add(inner);
        }

        return handlers;
    }

    // Objects that each handler creates, such as its cookies, are compared by type.
    private static Dictionary<string, string> SettingsOf(HttpMessageHandler handler) => typeof(SocketsHttpHandler).GetProperties()
        .Where(property => property.CanWrite)
        .ToDictionary(property => property.Name, property => $"{property.GetValue(handler)}");

    private static object Field(Type type, string name, object holder) =>
        type.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(holder)!;

    private ServiceProvider Provider() => new ServiceCollection()
        .AddQuayClient(options => (options.Endpoint, options.Token) = (Options().Endpoint, Options().Token))
        .ConfigurePrimaryHttpMessageHandler(() => new FakeQuayHandler(_quay))
        .Services.BuildServiceProvider();
}
