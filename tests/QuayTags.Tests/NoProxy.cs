using System.Net;
using System.Runtime.CompilerServices;

namespace QuayTags.Tests;

internal static class NoProxy
{
    /// <summary>Ignores the proxy of the environment, which cannot reach the servers of the tests on loopback.</summary>
    [ModuleInitializer]
    internal static void Use() => HttpClient.DefaultProxy = new WebProxy();
}
