using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Quay.Client.Testing;

/// <summary>Where and how a <see cref="FakeQuayServer"/> listens.</summary>
public sealed class FakeQuayServerOptions
{
    /// <summary>The address of this machine to listen on. Default: <see cref="IPAddress.Loopback"/>.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port of <see cref="FakeQuayServer.Endpoint"/>. Default 0: any free port.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The certificate for https, with its private key. Over TLS, clients may choose HTTP/2. Default null: http, and HTTP/1.1 alone. The caller disposes it
    /// after the server.
    /// </summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>
    /// The host in <see cref="FakeQuayServer.Endpoint"/> and <see cref="FakeQuayServer.Elsewhere"/>, such as the name in <see cref="Certificate"/>. Default null:
    /// <see cref="Address"/>, or the loopback address if the server listens on all addresses.
    /// </summary>
    public string? Host { get; init; }
}
