using System.Net;
using System.Runtime.CompilerServices;

namespace Quay.Client.Tests.Stubs;

/// <summary>
/// Replaces the default proxy of the environment, and applies to one host only. All other tests connect to loopback directly.
/// </summary>
internal sealed class OneHostProxy : IWebProxy
{
    public const string ProxiedHost = "behind-the-default-proxy.test";

    public ICredentials? Credentials { get; set; }

    [ModuleInitializer]
    internal static void Use() => HttpClient.DefaultProxy = new OneHostProxy();

    public Uri GetProxy(Uri destination) => new("http://user:canary-proxy@127.0.0.1:1/");

    public bool IsBypassed(Uri host) => host.Host != ProxiedHost;
}
