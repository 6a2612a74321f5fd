using Quay.Client.Testing;

namespace Quay.Client.Tests.Stubs;

internal static class FakeQuayClient
{
    /// <summary>A client of a fake, without a socket between them.</summary>
    public static QuayClient CreateClient(this FakeQuay quay)
    {
        var network = new FakeQuayHandler(quay);
        return new QuayClient(new QuayClientOptions { Endpoint = network.Endpoint, Token = quay.Token }, network);
    }
}
