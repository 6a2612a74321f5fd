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
    /// Gets the certificate for https, with its private key. With it, clients can also use HTTP/2. The default, null, serves only HTTP/1.1
    /// over http.
    /// </summary>
    /// <remarks>Dispose the certificate after the server.</remarks>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>
    /// Gets whether the server also handles control requests, whose paths start with <c>/_fake/</c>. They need no token. The default is
    /// false.
    /// </summary>
    /// <remarks>
    /// Clients in any language use them to inject faults, to move a <see cref="FakeQuayClock"/>, to push tags and to read the request log.
    /// The page <c>serve.md</c> of the documentation lists them.
    /// </remarks>
    public bool HasControl { get; init; }

    /// <summary>
    /// Gets the action that adds the initial data again after the control request <c>POST /_fake/reset</c>. If it is null, the
    /// default, the reset fake has only the user <c>admin</c> and <see cref="FakeQuay.Token"/>, like a new one.
    /// </summary>
    public Action<FakeQuay>? Refill { get; init; }

    /// <summary>
    /// Gets the host in <see cref="FakeQuayServer.Endpoint"/> and <see cref="FakeQuayServer.OtherOrigin"/>, such as the name in the
    /// certificate.
    /// </summary>
    /// <remarks>The default, null, is <see cref="Address"/>, or the loopback address if the server listens on all addresses.</remarks>
    public string? Host { get; init; }

    /// <summary>
    /// Gets the action that receives a line for each request, such as <c>GET /api/v1/repository/ns/name: 200, 512 bytes</c>. The default is
    /// null.
    /// </summary>
    /// <remarks>The line has no token. Several threads can call the action at the same time.</remarks>
    public Action<string>? Trace { get; init; }
}
