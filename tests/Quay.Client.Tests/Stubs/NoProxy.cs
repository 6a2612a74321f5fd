using System.Net;
using System.Runtime.CompilerServices;

namespace Quay.Client.Tests.Stubs;

/// <summary>
/// The proxy of the environment, for one host alone: the servers of the tests are on loopback, which a real one does not reach.
/// </summary>
internal sealed class NoProxy : IWebProxy
{
    public const string ProxiedHost = "behind-the-default-proxy.test";

    public ICredentials? Credentials { get; set; }

    [ModuleInitializer]
    internal static void Use() => HttpClient.DefaultProxy = new NoProxy();

    public Uri GetProxy(Uri destination) => new("http://user:canary-proxy@127.0.0.1:1/");

    public bool IsBypassed(Uri host) => host.Host != ProxiedHost;
}
