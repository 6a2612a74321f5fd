using System.Net;
using System.Runtime.CompilerServices;

namespace QuayTags.Tests;

internal static class NoProxy
{
    /// <summary>The servers of the tests are on loopback, which a proxy of the environment does not reach.</summary>
    [ModuleInitializer]
    internal static void Use() => HttpClient.DefaultProxy = new WebProxy();
}
