using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Quay.Client.Tests.Stubs;

/// <summary>
/// Represents a loopback server with TLS and a certificate of the test. It responds to each request with the repository <c>acme/app</c>.
/// </summary>
public sealed class TlsServer : IAsyncDisposable
{
    private static readonly byte[] Response =
    [
        .. "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 36\r\nConnection: close\r\n\r\n"u8,
        .. "{\"namespace\": \"acme\", \"name\": \"app\"}"u8,
    ];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly SslServerAuthenticationOptions _options;
    private readonly Task _serving;

    public TlsServer(SslServerAuthenticationOptions options)
    {
        _options = options;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int Connections { get; private set; }

    public static X509Certificate2 NewCertificate(string host, int daysAgo = 1, int daysAhead = 1)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-daysAgo), now.AddDays(daysAhead));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient connection = await _listener.AcceptTcpClientAsync();
                Connections++;
                await RespondAsync(connection);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task RespondAsync(TcpClient connection)
    {
        try
        {
            await using var stream = new SslStream(connection.GetStream());
            await stream.AuthenticateAsServerAsync(_options);
            if (await stream.ReadAsync(new byte[4096]) > 0)
            {
                await stream.WriteAsync(Response);
            }
        }
        catch (Exception rejected) when (rejected is IOException or AuthenticationException)
        {
            // The client closes the connection if it does not trust the certificate.
        }
    }
}
