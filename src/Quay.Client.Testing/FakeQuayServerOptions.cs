using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Quay.Client.Testing;

/// <summary>Configures the address, the port and the certificate of a <see cref="FakeQuayServer"/>.</summary>
public sealed class FakeQuayServerOptions
{
    /// <summary>Gets the local address to listen on. The default is <see cref="IPAddress.Loopback"/>.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Gets the port of <see cref="FakeQuayServer.Endpoint"/>. The default, 0, chooses a free port.</summary>
    public int Port { get; init; }

    /// <summary>
    /// Gets the certificate for https, with its private key. Over TLS, clients can choose HTTP/2. The default, null, serves only http with
    /// HTTP/1.1. The caller disposes the certificate after the server.
    /// </summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>
    /// Gets the host in <see cref="FakeQuayServer.Endpoint"/> and <see cref="FakeQuayServer.OtherOrigin"/>, such as the name in
    /// <see cref="Certificate"/>. Default null: <see cref="Address"/>, or the loopback address if the server listens on all addresses.
    /// </summary>
    public string? Host { get; init; }
}
