using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace QuayTags.Tests;

/// <summary>Represents a TLS proxy in front of a server, with a certificate of a private authority.</summary>
internal sealed class TlsProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2 _certificate;
    private readonly Task _serving;

    /// <param name="behind">The server behind the proxy.</param>
    /// <param name="authority">The authority that signs the certificate.</param>
    /// <param name="host">The host name in the certificate.</param>
    public TlsProxy(Uri behind, X509Certificate2 authority, string host = "localhost")
    {
        _certificate = Certificate(host, authority);
        _listener.Start();
        Endpoint = new Uri($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _serving = ServeAsync(behind);
    }

    public Uri Endpoint { get; }

    public static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Stop();
        _certificate.Dispose();
        _stop.Dispose();
    }

    private static X509Certificate2 Certificate(string host, X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using X509Certificate2 signed = request.Create(
            authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        using X509Certificate2 withKey = signed.CopyWithPrivateKey(key);

        // TLS on Windows does not accept an ephemeral key.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    private async Task ServeAsync(Uri behind)
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await ForwardAsync(client, behind);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException)
        {
            // The test has ended.
        }
    }

    private async Task ForwardAsync(TcpClient client, Uri behind)
    {
        try
        {
            await using var stream = new SslStream(client.GetStream());
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
            using var server = new TcpClient();
            await server.ConnectAsync(behind.Host, behind.Port, _stop.Token);
            await Task.WhenAny(stream.CopyToAsync(server.GetStream(), _stop.Token), server.GetStream().CopyToAsync(stream, _stop.Token));
        }
        catch (Exception fault) when (fault is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client does not trust the certificate.
        }
    }
}
